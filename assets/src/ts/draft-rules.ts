// What to do with something typed earlier when its form is opened again. Apart from the page, so that it can be tested.

export type Pairs = [string, string][];

export type Saved = {
  at: number;
  /** What was typed. */
  fields: Pairs;
  /** What the form showed before anything was typed. */
  base: Pairs;
  /** It was sent; whether it arrived is not known. */
  sent: boolean;
  /** What the form said of the state behind it, for forms that come back empty. */
  stamp: string;
};

/** `keep`: leave it as it is · `forget` · `restore`: fill it in, newer than the server's · `offer`: let the person choose */
export type Verdict = "keep" | "forget" | "restore" | "offer";

const same = (a: Pairs, b: Pairs) => JSON.stringify(a) === JSON.stringify(b);

export function decide(saved: Saved, server: Pairs, refused: boolean, stamp: string): Verdict {
  if (refused) return "keep";
  if (same(saved.fields, server)) return "forget";
  // A form that comes back empty looks the same whether the sending arrived or not: its stamp tells.
  if (stamp !== "") return saved.sent && saved.stamp !== stamp ? "forget" : "restore";
  if (same(saved.base, server)) return "restore";
  return saved.sent ? "forget" : "offer";
}

/** The fields that were typed: what the form showed and the person left alone is taken from the server, which may have it newer. */
export function typed(saved: Saved): Set<string> {
  const values = (pairs: Pairs, name: string) => JSON.stringify(pairs.filter(([n]) => n === name).map(([, value]) => value));
  const names = new Set([...saved.fields, ...saved.base].map(([name]) => name));
  return new Set([...names].filter((name) => values(saved.fields, name) !== values(saved.base, name)));
}
