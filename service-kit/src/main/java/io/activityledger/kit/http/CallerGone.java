package io.activityledger.kit.http;

import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;

/// Nobody is left to hear the answer: no fault of ours, and no news to an operator.
final class CallerGone extends UncheckedIOException {

    @Serial private static final long serialVersionUID = 1L;

    CallerGone(IOException broken) {
        super(broken);
    }
}
