package io.activityledger.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `ledger record`: starts and ends a house in a temporary directory, so that the JVM can record
/// which classes a start needs. Called by the launcher after a build.
@Command(name = "record", hidden = true)
final class RecordCommand implements Callable<Integer> {

    @Override
    public Integer call() throws IOException {
        var directory = Files.createTempDirectory("ledger-record");
        var settings = new HouseSettings(0, 0, 0, directory, Map.of());
        var places = HousePlaces.settle(settings, new SecureRandom());
        DevLog.writeTo(places.directory().logs());
        try (var house = new House(places)) {
            house.start(new Progress(System.out));
        }
        deleteRecursively(directory);
        return 0;
    }

    private static void deleteRecursively(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
