// Before the first paint: the remembered choice, so that the reader sees no flash of the other ground.
const root = document.documentElement;
root.classList.remove("no-js");
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
} catch {
  // Storage may be forbidden: the device's own preference stands.
}
