package io.activityledger.webhooks.endpoint;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// May a webhook of one workspace be sent to this URL, as far as that can be told now?
///
/// A name that leads nowhere yet, or not in time, is taken: each delivery asks again and tells.
/// Safe for many threads; the look-up runs on a virtual thread of its own.
public final class ReceiverUrls {

    static final int LONGEST = 2_048;

    private final Function<URI, Optional<String>> urlRules;
    private final Function<InetAddress, Optional<String>> addressRules;
    private final Names names;
    private final Duration patience;

    /// To which addresses does a name lead? May take as long as it likes.
    @FunctionalInterface
    public interface Names {
        List<InetAddress> resolve(String host) throws UnknownHostException;
    }

    /// The receiver's rules, asked when a webhook is created.
    ///
    /// @param urlRules the complaint about a URL before any name is looked up
    /// @param addressRules the complaint about an address that its name leads to
    public ReceiverUrls(
            Function<URI, Optional<String>> urlRules,
            Function<InetAddress, Optional<String>> addressRules,
            Names names,
            Duration patience) {
        this.urlRules = urlRules;
        this.addressRules = addressRules;
        this.names = names;
        this.patience = patience;
    }

    /// What came of a URL.
    sealed interface Judged {

        record Allowed(URI url) implements Judged {}

        /// The complaint follows the word `url`, or is a sentence of its own.
        record Refused(String complaint) implements Judged {}
    }

    Judged judge(String text) {
        if (text.length() > LONGEST) {
            return new Judged.Refused("must have at most " + LONGEST + " characters");
        }
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            return new Judged.Refused("must be percent-encoded where it is not ASCII");
        }
        try {
            return judge(new URI(text));
        } catch (URISyntaxException noUrl) {
            return new Judged.Refused("must be a URL: " + noUrl.getReason());
        }
    }

    private Judged judge(URI url) {
        return urlRules.apply(url)
                .or(() -> complaint(url.getHost()))
                .<Judged>map(Judged.Refused::new)
                .orElseGet(() -> new Judged.Allowed(url));
    }

    private Optional<String> complaint(@Nullable String host) {
        return host == null
                ? Optional.of("must be an absolute URL with a host")
                : addresses(host).stream()
                        .flatMap(address -> addressRules.apply(address).stream())
                        .findFirst();
    }

    private List<InetAddress> addresses(String host) {
        var looking = new FutureTask<>(() -> names.resolve(host));
        Thread.ofVirtual().name("webhook-name").start(looking);
        try {
            return looking.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof UnknownHostException) {
                return List.of();
            }
            throw new IllegalStateException("a name could not be looked up", failure.getCause());
        } catch (TimeoutException late) {
            looking.cancel(true);
            return List.of();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
