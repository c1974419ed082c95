package io.activityledger.kit.http;

/// How does an error look on the wire? The dialect of the path decides.
@FunctionalInterface
public interface ErrorBody {

    Rendered render(HttpError error);

    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    record Rendered(String contentType, byte[] bytes) {}
}
