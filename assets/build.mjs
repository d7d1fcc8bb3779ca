// Bundles the stylesheet and the islands, and lays fonts beside them: everything the server embeds comes out of here.
import { build } from "esbuild";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = join(here, "dist");
const modules = join(here, "node_modules");

await rm(out, { recursive: true, force: true });
await mkdir(join(out, "fonts"), { recursive: true });
await mkdir(join(out, "print-fonts"), { recursive: true });

const shared = { bundle: true, minify: true, outdir: out, logLevel: "warning", target: ["chrome111", "firefox115", "safari16"] };

const [, islands] = await Promise.all([
  // Font addresses stay as written: they point at dist/fonts, beside the stylesheet.
  build({ ...shared, entryPoints: [join(here, "src/css/app.css")], external: ["./fonts/*"] }),
  // One small entry; islands that are rarely needed become chunks fetched when their element is on the page.
  // The upload library's own source: what it ships beside it is written down for browsers of ten years ago.
  build({
    ...shared, entryPoints: [join(here, "src/ts/app.ts")], format: "esm", splitting: true, chunkNames: "chunk-[name]-[hash]",
    alias: { "tus-js-client": "tus-js-client/lib/browser/index.js" }, metafile: true, absWorkingDir: here,
  }),
  // Stands under an address of its own, see crates/web/src/pages/advisory/worker.rs.
  build({ ...shared, entryPoints: [join(here, "src/ts/visit-worker.ts")], format: "iife" }),
  // Runs before the first paint, so it must not be a module (modules wait for the document).
  build({ ...shared, entryPoints: [join(here, "src/ts/theme.ts")], format: "iife" }),
]);

// Whoever gets the code of others gets their licence with it.
const bundled = Object.keys(islands.metafile.inputs).filter((path) => path.startsWith("node_modules/"));
const texts = [...new Set(bundled.map((path) => path.split("/")[1]))].sort().map(async (name) => {
  const file = (await readdir(join(modules, name))).find((f) => /^licen[cs]e/i.test(f));
  return `${name}\n\n${await readFile(join(modules, name, file), "utf8")}`;
});
await writeFile(join(out, "licences.txt"), (await Promise.all(texts)).join("\n\n"));

const subsets = ["latin", "latin-ext", "vietnamese"];
const sans = ["400-normal", "400-italic", "500-normal", "600-normal", "700-normal"];
const serif = ["wght-normal", "wght-italic"];
const wanted = [
  ...subsets.flatMap((s) => sans.map((w) => ["@fontsource/be-vietnam-pro", `be-vietnam-pro-${s}-${w}.woff2`])),
  ...subsets.flatMap((s) => serif.map((w) => ["@fontsource-variable/source-serif-4", `source-serif-4-${s}-${w}.woff2`])),
];
await Promise.all(wanted.map(([pkg, file]) => cp(join(modules, pkg, "files", file), join(out, "fonts", file))));

const printed = {
  "Tinos-Regular": "tinos/400Regular/Tinos_400Regular",
  "Tinos-Bold": "tinos/700Bold/Tinos_700Bold",
  "Tinos-Italic": "tinos/400Regular_Italic/Tinos_400Regular_Italic",
  "Tinos-BoldItalic": "tinos/700Bold_Italic/Tinos_700Bold_Italic",
  "BeVietnamPro-Regular": "be-vietnam-pro/400Regular/BeVietnamPro_400Regular",
  "BeVietnamPro-Bold": "be-vietnam-pro/700Bold/BeVietnamPro_700Bold",
};
await Promise.all(
  Object.entries(printed).map(([to, from]) =>
    cp(join(modules, "@expo-google-fonts", `${from}.ttf`), join(out, "print-fonts", `${to}.ttf`)),
  ),
);

// One file a drawing: a page loads those it shows (crates/web/src/motif.rs).
await cp(join(here, "src/motifs"), join(out, "motifs"), { recursive: true });

for (const file of await readdir(join(here, "static"))) await cp(join(here, "static", file), join(out, file));
