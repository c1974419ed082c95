package io.activityledger.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What does the README tell its reader to type, and which answer does it show? Each block of `sh`
/// with the block of `json` after it.
record ReadmeTour(List<Step> steps) {

    /// @param line where the commands begin
    record Step(int line, String commands, Optional<String> shown) {

        boolean asks() {
            return commands.contains("curl ");
        }
    }

    static ReadmeTour of(String markdown) {
        var steps = new ArrayList<Step>();
        for (Block block : blocks(markdown.lines().toList())) {
            if (block.language().equals("sh")) {
                steps.add(new Step(block.line(), block.text(), Optional.empty()));
            } else if (block.language().equals("json") && !steps.isEmpty()) {
                Step last = steps.removeLast();
                steps.add(new Step(last.line(), last.commands(), Optional.of(block.text())));
            }
        }
        return new ReadmeTour(List.copyOf(steps));
    }

    List<Step> questions() {
        return steps.stream().filter(Step::asks).toList();
    }

    long curls() {
        return steps.stream().flatMap(ReadmeTour::words).filter("curl"::equals).count();
    }

    /// All steps for bash, in one shell, each step's output in a file of its number.
    String script(String address) {
        var script = new StringBuilder("set -eu\n");
        for (int number = 0; number < steps.size(); number++) {
            script.append("{\n%s} > %d.out\n".formatted(steps.get(number).commands(), number));
        }
        return script.toString().replace("http://localhost:8080", address);
    }

    private static Stream<String> words(Step step) {
        return Stream.of(step.commands().split("[\\s()$]+"));
    }

    private record Block(String language, int line, String text) {}

    private static List<Block> blocks(List<String> lines) {
        var blocks = new ArrayList<Block>();
        int opening = -1;
        for (int at = 0; at < lines.size(); at++) {
            if (!lines.get(at).startsWith("```")) {
                continue;
            }
            if (opening < 0) {
                opening = at;
            } else {
                String text = String.join("\n", lines.subList(opening + 1, at)) + "\n";
                blocks.add(new Block(lines.get(opening).substring(3), opening + 2, text));
                opening = -1;
            }
        }
        return blocks;
    }
}
