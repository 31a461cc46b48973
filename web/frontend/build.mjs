// Bundles every file that lies directly in src/ and writes manifest.json: name → name with its content hash.
// Usage: node build.mjs OUTPUT_FOLDER
import { build } from "esbuild";
import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(here, "src");
const output = path.resolve(process.argv[2] ?? path.join(here, "..", "static", "dist"));
const font = { ".woff": "file", ".woff2": "file", ".ttf": "file", ".eot": "file", ".svg": "file" };

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
});

const manifest = {};
for (const [file, made] of Object.entries(result.metafile.outputs)) {
  if (made.entryPoint) manifest[path.basename(made.entryPoint)] = path.basename(file);
}
writeFileSync(path.join(output, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
