package io.activityledger.kit.settings;

import java.util.List;

/// The settings cannot be used: the message names every problem, one a line.
public final class InvalidSettings extends Unusable {

    private final transient List<String> problems;

    InvalidSettings(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
