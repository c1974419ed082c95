package io.activityledger.testkit;

import io.activityledger.testkit.ProcessRecipe.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One process of a cluster, alive or dead: what was done to it last? Its output goes to one file,
/// over all its lives. Only the test's own thread moves it.
public final class LedgerProcess {

    private static final int POLL_MILLIS = 20;
    private static final int LAST_LINES = 15;
    private static final int SECONDS_TO_STOP = 15;
    private static final List<String> SMALL_AND_QUICK =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx320m");

    private final ProcessRecipe recipe;
    private final Path log;
    private Process process;
    private long logBefore;

    private LedgerProcess(ProcessRecipe recipe, Path log) {
        this.recipe = recipe;
        this.log = log;
        this.process = launched();
    }

    static LedgerProcess launch(ProcessRecipe recipe, Path directory) {
        return new LedgerProcess(recipe, directory.resolve(recipe.name() + ".log"));
    }

    public String name() {
        return recipe.name();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// What it has said so far, in all its lives.
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Answers when the process is ready; fails with its last words where it does not become so.
    public LedgerProcess awaitReady() {
        var deadline = System.nanoTime() + ProcessRecipe.LONGEST_START.toNanos();
        while (!ready()) {
            if (ended(POLL_MILLIS) || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "%s did not become ready; its last words in %s:\n%s"
                                .formatted(name(), log, lastWords()));
            }
        }
        return this;
    }

    /// SIGKILL: no hook runs, nothing is flushed.
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /// SIGTERM, as an operator or an orchestrator stops a service.
    public void stop() {
        // Not Process.destroy: that closes the child's standard input too, by which it would think
        // its parent gone and halt.
        signal("TERM");
        awaitEnd();
    }

    /// SIGSTOP: the process stands still, its connections stay open.
    public void pause() {
        signal("STOP");
    }

    /// SIGCONT: it goes on as if no time had passed.
    public void resume() {
        signal("CONT");
    }

    /// The same command again, on the same ports and directory; does not wait for readiness.
    public LedgerProcess restart() {
        if (isAlive()) {
            throw new IllegalStateException(name() + " still runs");
        }
        process = launched();
        return this;
    }

    void end() {
        process.destroyForcibly();
        ended(SECONDS_TO_STOP * 1_000);
    }

    private Process launched() {
        try {
            logBefore = Files.exists(log) ? Files.size(log) : 0;
            var builder =
                    new ProcessBuilder(command())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().keySet().removeIf(name -> name.startsWith("LEDGER_"));
            builder.environment().putAll(recipe.environment());
            return builder.start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(Distribution.java());
        command.addAll(SMALL_AND_QUICK);
        command.addAll(Distribution.classesOfTests());
        command.addAll(List.of(ChildMain.class.getName(), recipe.mainClass()));
        command.addAll(recipe.arguments());
        return command;
    }

    private boolean ready() {
        return switch (recipe.readiness()) {
            case Readiness.Line(var beginning) ->
                    thisLife().lines().anyMatch(line -> line.startsWith(beginning));
            case Readiness.Answer(var uri) -> HttpProbe.answers(uri);
        };
    }

    private String thisLife() {
        var all = output();
        return all.substring((int) Math.min(logBefore, all.length()));
    }

    private String lastWords() {
        var lines = output().lines().toList();
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    private void awaitEnd() {
        if (!ended(SECONDS_TO_STOP * 1_000)) {
            throw new IllegalStateException(name() + " did not end");
        }
    }

    private boolean ended(int withinMillis) {
        try {
            return process.waitFor(withinMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void signal(String signal) {
        try {
            var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("no signal " + signal + " to " + name());
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
