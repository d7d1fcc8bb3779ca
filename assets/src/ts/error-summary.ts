// A refused form begins at its summary, for the eye and for the ear.
export function errorSummary(element: HTMLElement): void {
  element.focus();
}
