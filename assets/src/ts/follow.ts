// Follows something in the making: asks how far it is, moves the bar, and opens the page again when it has ended.
interface State { making: boolean; done: number; total: number; words: string }

export async function follow(element: HTMLElement): Promise<void> {
  const address = element.dataset.state;
  const bar = element.querySelector("progress");
  const words = element.querySelector("[role=status]");
  if (!address || !bar || !words) return;
  let wait = 1000;
  for (;;) {
    await new Promise((go) => setTimeout(go, wait));
    try {
      const answer = await fetch(address, { headers: { accept: "application/json" } });
      // Signed out, or no longer to be seen: the page itself says so.
      if (!answer.ok || answer.redirected) break;
      const state = (await answer.json()) as State;
      if (!state.making) break;
      if (state.total > 0) [bar.max, bar.value] = [state.total, state.done];
      if (words.textContent !== state.words) words.textContent = state.words;
      wait = 1000;
    } catch {
      // Offline for a moment: ask again, less and less often.
      wait = Math.min(wait * 2, 30_000);
    }
  }
  location.reload();
}
