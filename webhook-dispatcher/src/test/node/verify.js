// Reads cases, one JSON object a line: {secret, headers, body, genuine}. Prints how many each library
// judged, and what it judged wrongly.
const fs = require("node:fs");
const libraries = { standardwebhooks: require("standardwebhooks"), svix: require("svix") };

const cases = fs.readFileSync(process.argv[2], "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
for (const [name, library] of Object.entries(libraries)) {
  let accepted = 0;
  let rejected = 0;
  for (const each of cases) {
    let genuine = true;
    try {
      new library.Webhook(each.secret).verify(each.body, each.headers);
    } catch (error) {
      if (!(error instanceof library.WebhookVerificationError)) {
        throw error;
      }
      genuine = false;
    }
    if (genuine !== each.genuine) {
      console.log(`${name} WRONG ${JSON.stringify(each)}`);
    }
    if (genuine) {
      accepted++;
    } else {
      rejected++;
    }
  }
  console.log(`${name} accepted=${accepted} rejected=${rejected}`);
}
