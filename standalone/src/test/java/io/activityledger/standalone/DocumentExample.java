package io.activityledger.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// One example of a vendor's document, run as its reader would: unchanged but for base URL and key
/// (and for the id of an activity, which only the server can know). nodestash's shows no key: it is
/// given one. What it answered is printed by lines put behind it.
record DocumentExample(String page, Client client) {

    private static final Path DOCUMENTS = Path.of("src/test/resources/documents");
    private static final String LEADLEX = "https://data.leadlex.com/functions/v1/api-gateway";
    private static final String REEVO = "https://api.example.com/";
    private static final String NODESTASH = "\"https://api.nodestash.io/v1/activities\"";
    private static final List<String> KEYS = List.of("wbk_your_api_key_here", "<token>");
    private static final String KEY = "wbk_dev";
    private static final String SAMPLE_ID = "act_7f3c4d2a-1b8e-4a9c-9d6f-2e5b8c7a1f3d";

    /// The documents' three languages: what runs a file, and what shows that it can.
    enum Client {
        CURL("sh", "bash", "curl --version"),
        PYTHON("py", "python3", "python3 -c 'import requests'"),
        JAVASCRIPT("mjs", "node", "node --version");

        private final String extension;
        private final String runner;
        private final String probe;

        Client(String extension, String runner, String probe) {
            this.extension = extension;
            this.runner = runner;
            this.probe = probe;
        }

        void assumePresent() throws IOException, InterruptedException {
            Assumptions.assumeTrue(present(), () -> "not on this machine: " + probe);
        }

        private boolean present() throws InterruptedException {
            try {
                var run = new ProcessBuilder("bash", "-c", probe).redirectErrorStream(true);
                return run.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
            } catch (IOException absent) {
                return false;
            }
        }
    }

    /// What it printed, which is what the server answered.
    String run(URI server, String activityId, String showing) throws Exception {
        client.assumePresent();
        String code = Files.readString(DOCUMENTS.resolve(page + "." + client.extension));
        Path file = Files.createTempFile("example", "." + client.extension);
        String ours = at(server, code).replace(SAMPLE_ID, activityId);
        Files.writeString(file, ours + "\n" + showing + "\n");
        try {
            return output(file);
        } finally {
            Files.delete(file);
        }
    }

    /// The example with our base URL and key.
    private static String at(URI server, String code) {
        String here =
                code.replace(LEADLEX, server + "/functions/v1/api-gateway")
                        .replace(REEVO, server + "/")
                        .replace(
                                NODESTASH,
                                "\"%s/nodestash/v1/activities\" -H \"Authorization: Bearer %s\""
                                        .formatted(server, KEY));
        for (String theirs : KEYS) {
            here = here.replace(theirs, KEY);
        }
        return here;
    }

    private String output(Path file) throws Exception {
        File printed = Files.createTempFile("example", ".out").toFile();
        printed.deleteOnExit();
        var run = new ProcessBuilder(client.runner, file.toString());
        Process process = run.redirectOutput(printed).start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(
                    this
                            + " failed: "
                            + new String(process.getErrorStream().readAllBytes(), UTF_8));
        }
        return Files.readString(printed.toPath());
    }
}
