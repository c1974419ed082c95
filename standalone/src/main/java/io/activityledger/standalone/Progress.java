package io.activityledger.standalone;

import java.io.PrintStream;
import java.util.Locale;

/// One line per stage of a start, with the seconds since it began. Lines may come from any thread.
final class Progress {

    private final PrintStream out;
    private final long began = System.nanoTime();

    Progress(PrintStream out) {
        this.out = out;
    }

    void stage(String text) {
        var seconds = (System.nanoTime() - began) / 1e9;
        out.println(String.format(Locale.ROOT, "%5.1f s  %s", seconds, text));
    }

    void line(String text) {
        out.println(text);
    }
}
