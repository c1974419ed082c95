package io.activityledger.timeline.query;

import io.activityledger.kit.token.TokenSeal;
import io.activityledger.timeline.projection.Boundary;
import io.activityledger.timeline.projection.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How does a place in a timeline travel through a client? Sealed, and bound to the workspace, the
/// subject, the order and the filter that it was handed out for.
///
/// ```
/// payload = direction 1 | boundary
/// ```
public final class PageCursors {

    private static final byte FROM = 0;
    private static final byte UNTIL = 1;

    private final TokenSeal seal;

    public PageCursors(TokenSeal seal) {
        this.seal = seal;
    }

    String sealed(Place.From place, Question.Timeline question) {
        return sealed(FROM, place.boundary(), question);
    }

    String sealed(Place.Until place, Question.Timeline question) {
        return sealed(UNTIL, place.boundary(), question);
    }

    /// The place that a cursor names; empty where it was not handed out for such a question.
    Optional<Place> opened(String cursor, Question.Timeline question) {
        return seal.open(cursor, binding(question))
                .filter(payload -> payload.length > 0)
                .flatMap(PageCursors::place);
    }

    private static Optional<Place> place(byte[] payload) {
        byte[] boundary = Arrays.copyOfRange(payload, 1, payload.length);
        return Boundary.of(boundary)
                .flatMap(at ->
                        switch (payload[0]) {
                            case FROM -> Optional.of(new Place.From(at));
                            case UNTIL -> Optional.of(new Place.Until(at));
                            default -> Optional.empty();
                        });
    }

    private String sealed(byte direction, Boundary boundary, Question.Timeline question) {
        byte[] bytes = boundary.bytes();
        byte[] payload = new byte[1 + bytes.length];
        payload[0] = direction;
        System.arraycopy(bytes, 0, payload, 1, bytes.length);
        return seal.seal(payload, binding(question));
    }

    private static List<String> binding(Question.Timeline question) {
        List<String> binding = new ArrayList<>();
        binding.add("timeline");
        binding.add(question.recordKey().text());
        binding.add(question.query().order().name());
        binding.addAll(question.query().filter().binding());
        return binding;
    }
}
