// Bundles every file that lies directly in src/ and writes manifest.json: name → name with its content hash.
// Beside each text: its brotli and gzip forms, where they are smaller. Beside it: licenses.txt, the licence texts of all packages of which something was bundled.
// Usage: node build.mjs OUTPUT_FOLDER
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(here, "src");
const output = path.resolve(process.argv[2] ?? path.join(here, "..", "static", "dist"));
const font = { ".woff": "file", ".woff2": "file", ".ttf": "file", ".eot": "file", ".svg": "file" };

// The panel's container has one style attribute, which the pages' content security policy refuses; editor.css says the same.
const STYLED = ' style="height: 100%" tabindex="-1" class="bio-properties-panel-container"';
const withoutStyle = {
  name: "without-style-attribute",
  setup({ onLoad }) {
    onLoad({ filter: /bpmn-js-properties-panel\/dist\/index\.esm\.js$/ }, ({ path: file }) => {
      const contents = readFileSync(file, "utf8");
      if (!contents.includes(STYLED)) throw new Error(`${file}: the style attribute is not where it was`);
      return { contents: contents.replace(STYLED, STYLED.slice(STYLED.indexOf(" tabindex"))), loader: "js" };
    });
  },
};

const result = await build({
  absWorkingDir: here,
  entryPoints: readdirSync(source)
    .filter((name) => /\.(js|css)$/.test(name))
    .map((name) => path.join(source, name)),
  outdir: output,
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2022", "chrome109", "firefox115", "safari16"],
  minify: true,
  entryNames: "[name]-[hash]",
  chunkNames: "chunk-[hash]",
  assetNames: "[name]-[hash]",
  loader: font,
  legalComments: "linked",
  metafile: true,
  logLevel: "warning",
  plugins: [withoutStyle],
});

const manifest = {};
for (const [file, made] of Object.entries(result.metafile.outputs)) {
  if (made.entryPoint) manifest[path.basename(made.entryPoint)] = path.basename(file);
}
const packages = new Set();
for (const file of Object.keys(result.metafile.inputs)) {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
  if (name) packages.add(name);
}
const texts = [...packages].sort().map((name) => {
  const folder = path.join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const said = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file) && existsSync(path.join(folder, file)));
  const text = said ? readFileSync(path.join(folder, said), "utf8") : `${license}\n`;
  return `${name} ${version}\n\n${text}`;
});
const licenses = texts.join(`\n${"=".repeat(72)}\n\n`);
const digest = createHash("sha256").update(licenses).digest("hex").slice(0, 8).toUpperCase();
manifest["licenses.txt"] = `licenses-${digest}.txt`;
writeFileSync(path.join(output, manifest["licenses.txt"]), licenses);
writeFileSync(path.join(output, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);

const TEXT = /\.(js|css|svg|txt|ttf|eot)$/; // woff and woff2 are compressed already
for (const name of readdirSync(output).filter((file) => TEXT.test(file))) {
  const plain = readFileSync(path.join(output, name));
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  for (const [suffix, small] of [[".br", brotliCompressSync(plain, { params })], [".gz", gzipSync(plain, { level: 9 })]]) {
    if (small.length < plain.length) writeFileSync(path.join(output, name + suffix), small);
  }
}
