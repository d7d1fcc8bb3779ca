// Asks once more before an act that is hard to undo. On a form (data-confirm) or on one of its buttons.
export function confirmDanger(element: HTMLElement): void {
  const question = element.dataset.confirm;
  if (!question) return;
  const form = element instanceof HTMLFormElement ? element : element.closest("form");
  form?.addEventListener("submit", (event) => {
    const concerned = element === form || event.submitter === element;
    if (concerned && !window.confirm(question)) event.preventDefault();
  });
}
