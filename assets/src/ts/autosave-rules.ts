// Keeping what is typed, one sending at a time and the newest last. Apart from the page, so that it can be tested.

/** `lost`: no answer came; the same is worth sending again. Otherwise `text` says why it was refused. */
export type Answer = { kept: true } | { kept: false; lost: boolean; text: string };
export type State = "saving" | "saved" | "offline" | "failed";

export class Keeper {
  private changes = 0;
  private kept = 0;
  private running: Promise<boolean> | null = null;

  constructor(
    private readonly send: () => Promise<Answer>,
    private readonly tell: (state: State, text: string) => void,
  ) {}

  changed(): void {
    this.changes += 1;
  }

  /** Something is on this page only. */
  get open(): boolean {
    return this.changes > this.kept;
  }

  /** A sending is on its way. */
  get busy(): boolean {
    return this.running !== null;
  }

  /** Sends until all is kept or a sending came to nothing; true: all is kept. A caller meanwhile waits for the same. */
  flush(): Promise<boolean> {
    this.running ??= this.run().finally(() => (this.running = null));
    return this.running;
  }

  private async run(): Promise<boolean> {
    while (this.open) {
      const upTo = this.changes;
      this.tell("saving", "");
      const answer = await this.send();
      if (!answer.kept) {
        this.tell(answer.lost ? "offline" : "failed", answer.text);
        return false;
      }
      this.kept = upTo;
      if (!this.open) this.tell("saved", "");
    }
    return true;
  }
}
