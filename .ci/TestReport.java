import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// What did the tests of this run take, and which were skipped? Reads the reports that surefire and
/// failsafe left, prints minutes per tier, each skipped test with its reason, each failure, and last
/// `N passed, N failed, N skipped`; ends with the verdict of the build it was given.
final class TestReport {

    enum Tier {
        RULES("rules"),
        TOPOLOGY("topology"),
        BROKER("broker and processes"),
        JOURNEYS("journeys"),
        STRUCTURE("structure");

        final String label;

        Tier(String label) {
            this.label = label;
        }

        static Tier of(String className) {
            if (className.matches(".*\\.(Architecture|Tidy|Gateway)Test")) {
                return STRUCTURE;
            }
            if (className.endsWith("TopologyTest")) {
                return TOPOLOGY;
            }
            if (className.endsWith("JourneyIT")) {
                return JOURNEYS;
            }
            return className.endsWith("IT") ? BROKER : RULES;
        }
    }

    static final class Sum {
        int tests;
        double seconds;
    }

    private final Map<Tier, Sum> sums = new EnumMap<>(Tier.class);
    private final List<String> skipped = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private int passed;

    public static void main(String[] arguments) throws Exception {
        var report = new TestReport();
        for (var file : reports()) {
            report.read(file);
        }
        report.print();
        var verdict = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
        System.exit(verdict == 0 && !report.failed.isEmpty() ? 1 : verdict);
    }

    private static List<Path> reports() throws IOException {
        try (var files = Files.walk(Path.of("."), 4)) {
            return files.filter(TestReport::isReport).sorted().toList();
        }
    }

    private static boolean isReport(Path file) {
        var folder = file.getParent() == null ? "" : file.getParent().toString();
        return file.getFileName().toString().matches("TEST-.*\\.xml")
                && (folder.endsWith("surefire-reports") || folder.endsWith("failsafe-reports"));
    }

    private void read(Path file) throws Exception {
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        var suite = builder.parse(file.toFile()).getDocumentElement();
        var cases = suite.getElementsByTagName("testcase");
        var sum = sums.computeIfAbsent(Tier.of(suite.getAttribute("name")), tier -> new Sum());
        sum.seconds += seconds(suite);
        for (int i = 0; i < cases.getLength(); i++) {
            sum.tests++;
            count((Element) cases.item(i));
        }
    }

    private void count(Element test) {
        var name = test.getAttribute("classname") + "." + test.getAttribute("name");
        var skips = test.getElementsByTagName("skipped");
        if (skips.getLength() > 0) {
            skipped.add(name + ": " + reason(skips));
        } else if (test.getElementsByTagName("failure").getLength() > 0
                || test.getElementsByTagName("error").getLength() > 0) {
            failed.add(name);
        } else {
            passed++;
        }
    }

    private static String reason(NodeList skips) {
        var message = ((Element) skips.item(0)).getAttribute("message");
        return message.isBlank() ? "no reason given" : message.lines().findFirst().orElse("");
    }

    private static double seconds(Element suite) {
        var time = suite.getAttribute("time").replace(",", "");
        return time.isEmpty() ? 0 : Double.parseDouble(time);
    }

    private void print() {
        System.out.println();
        sums.forEach(
                (tier, sum) ->
                        System.out.printf(
                                "%-22s %6d tests %8.1f minutes%n",
                                tier.label, sum.tests, sum.seconds / 60));
        failed.forEach(name -> System.out.println("failed   " + name));
        skipped.forEach(name -> System.out.println("skipped  " + name));
        System.out.printf(
                "%d passed, %d failed, %d skipped%n", passed, failed.size(), skipped.size());
    }
}
