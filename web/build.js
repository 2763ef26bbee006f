// Bundles styles, scripts and fonts into dist/, which is committed: building the program never calls npm.
// Fonts carry a hash of their content in their names; the program adds one to the addresses of the rest.
import { build, context } from "esbuild";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";

const options = {
  entryPoints: ["scripts/app.js", "styles/app.css"],
  entryNames: "[name]",
  assetNames: "fonts/[name]-[hash]",
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022", "chrome108", "firefox108", "safari16"],
  loader: { ".woff2": "file" },
  legalComments: "none",
  logLevel: "info",
};

await rm("dist", { recursive: true, force: true });
await mkdir("dist", { recursive: true });
await copyFile("icons/favicon.svg", "dist/favicon.svg");
const borrowed = ["htmx.org", "@fontsource/be-vietnam-pro"];
const licences = await Promise.all(borrowed.map(async (name) => `${name}\n\n${await readFile(`node_modules/${name}/LICENSE`, "utf8")}`));
await writeFile("dist/licences.txt", licences.join("\n\n"));
if (process.argv.includes("--watch")) {
  await (await context(options)).watch();
} else {
  await build(options);
}
