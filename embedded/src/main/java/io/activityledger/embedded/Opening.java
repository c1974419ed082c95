package io.activityledger.embedded;

import java.nio.file.Path;

/// What came of opening a data directory; all but the first end the program with their sentence.
public sealed interface Opening {

    record Opened(DataDirectory directory) implements Opening {}

    sealed interface Refused extends Opening {
        Path path();

        /// What is wrong, and what to do about it.
        String sentence();
    }

    record Foreign(Path path) implements Refused {
        @Override
        public String sentence() {
            return path
                    + " is not empty and is no data directory of the Activity Ledger:"
                    + " name an empty or a new one with --data-dir.";
        }
    }

    record NotADirectory(Path path) implements Refused {
        @Override
        public String sentence() {
            return path + " is a file: name a directory with --data-dir.";
        }
    }

    record ReadOnly(Path path) implements Refused {
        @Override
        public String sentence() {
            return path
                    + " cannot be written to: make it writable or name another with --data-dir.";
        }
    }

    record InUse(Path path, String holder) implements Refused {
        @Override
        public String sentence() {
            return path
                    + " is used by another Activity Ledger (process "
                    + holder
                    + "): stop that one or name another directory with --data-dir.";
        }
    }
}
