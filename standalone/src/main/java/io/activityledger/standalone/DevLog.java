package io.activityledger.standalone;

import java.nio.file.Path;

/// Where do the details of a `dev` run go? Into a file of bounded size; the terminal stays quiet.
final class DevLog {

    private DevLog() {}

    /// For a command that answers on the terminal; to be called before the first logger is made.
    static void quieten() {
        System.setProperty("logback.configurationFile", "logback-quiet.xml");
    }

    /// To be called before the first logger is made: logback reads both properties then.
    static void writeTo(Path directory) {
        System.setProperty("ledger.logs", directory.toString());
        System.setProperty("logback.configurationFile", "logback-dev.xml");
    }
}
