// A filter form answers as soon as a choice changes; typed words wait for Enter or the button.
export function autosubmit(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement)) return;
  element.addEventListener("change", (event) => {
    const control = event.target;
    const isChoice = control instanceof HTMLSelectElement || (control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type));
    if (isChoice) element.requestSubmit();
  });
}
