// Tells whether a page shows a refusal of this form. A refusal that came back on the page of its form marks that form; the others
// on the page are as they were.
export function refusedOn(form: HTMLFormElement): boolean {
  return form.hasAttribute("data-refused") || document.querySelector(".error-summary:not([data-refusal])") !== null;
}
