// Prints, as JSON, what Adobe's validator finds wrong in a page that holds a document in JSON-LD.
// Usage: node schema-validator.mjs DOCUMENT VOCABULARY, from a folder with the packages.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const packages = createRequire(`${process.cwd()}/`);
const load = async (name) => (await import(pathToFileURL(packages.resolve(name)))).default;
const Validator = await load("@adobe/structured-data-validator");
const WebAutoExtractor = await load("@marbec/web-auto-extractor");
const [document, vocabulary] = process.argv.slice(2).map((file) => readFileSync(file, "utf8"));
const page = `<html><head><script type="application/ld+json">${document}</script></head></html>`;
const found = new WebAutoExtractor({ addLocation: true, embedSource: [] }).parse(page);
const issues = await new Validator(JSON.parse(vocabulary)).validate(found);
process.stdout.write(JSON.stringify({ types: Object.keys(found.jsonld), issues: issues.map((issue) => issue.issueMessage) }));
