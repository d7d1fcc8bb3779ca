// Light or dark by hand. The cookie lets the server write the choice into the page; localStorage covers cached pages.
export function themeToggle(button: HTMLElement): void {
  const root = document.documentElement;
  const device = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme === "dark" ? true : root.dataset.theme === "light" ? false : device.matches);
  const name = () => button.setAttribute("aria-label", (isDark() ? button.dataset.light : button.dataset.dark) ?? "");

  button.addEventListener("click", () => {
    const next = isDark() ? "light" : "dark";
    root.dataset.theme = next;
    // Over TLS with the prefix by which browsers refuse a cookie of another host, as the server names it.
    const [prefix, secure] = location.protocol === "https:" ? ["__Host-", "; secure"] : ["", ""];
    document.cookie = `${prefix}theme=${next}; path=/; max-age=31536000; samesite=lax${secure}`;
    try {
      localStorage.setItem("theme", next);
    } catch {
      // The cookie alone is enough.
    }
    name();
  });
  device.addEventListener("change", name);
  name();
}
