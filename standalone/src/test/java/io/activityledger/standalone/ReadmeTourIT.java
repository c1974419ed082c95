package io.activityledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.standalone.ReadmeTour.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The README's tour as its reader types it, on a house of its own: each answer is the one shown.
class ReadmeTourIT {

    private static final int MOST_CURLS = 10;
    private static final int LONGEST_SECONDS = 60;

    @TempDir private Path temp;

    @Test
    void everyAnswerInTheReadmeIsReal() throws Exception {
        // Given
        var tour = ReadmeTour.of(Files.readString(Repository.root().resolve("README.md")));
        assertThat(tour.questions())
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step.shown()).as("line " + step.line()).isPresent());
        assertThat(tour.curls()).isLessThanOrEqualTo(MOST_CURLS);
        var house = DevProcess.onFreePorts(temp.resolve("data"), temp.resolve("dev.out"));

        // When
        try {
            run(tour.script(house.awaitReady().address().toString()));
        } finally {
            house.kill();
        }

        // Then
        assertThat(differences(tour)).as("README.md shows what the house does not say").isEmpty();
    }

    private void run(String script) throws Exception {
        Path errors = temp.resolve("errors");
        Files.writeString(temp.resolve("tour.sh"), script);
        Files.writeString(temp.resolve(".curlrc"), "silent\nshow-error\n");
        var command =
                new ProcessBuilder("bash", "tour.sh")
                        .directory(temp.toFile())
                        .redirectError(errors.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        command.environment().put("HOME", temp.toString());
        Process bash = command.start();
        boolean ended = bash.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        bash.destroyForcibly();
        assertThat(ended && bash.exitValue() == 0).as(() -> text(errors)).isTrue();
    }

    private List<String> differences(ReadmeTour tour) throws IOException {
        var answers = new ShownAnswers();
        var differences = new ArrayList<String>();
        for (int number = 0; number < tour.steps().size(); number++) {
            Step step = tour.steps().get(number);
            if (step.shown().isPresent()) {
                String real = Files.readString(temp.resolve(number + ".out"));
                answers.differences(step.shown().get(), real).stream()
                        .map(each -> "README.md, commands of line " + step.line() + ": " + each)
                        .forEach(differences::add);
            }
        }
        return differences;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            return broken.toString();
        }
    }
}
