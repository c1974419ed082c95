package io.activityledger.kit.http;

import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Stands before everything else: names each request, and lets in only as many as can be served.
///
/// Questions about health and metrics are always let in.
final class RequestGate extends Handler.Wrapper {

    private static final String RETRY_AFTER_SECONDS = "1";

    private final RequestIds ids;
    private final ErrorBody errors;
    private final Semaphore permits;
    private final ServerMeters meters;

    RequestGate(RequestIds ids, ErrorBody errors, int maxConcurrentRequests, ServerMeters meters) {
        this.ids = ids;
        this.errors = errors;
        this.permits = new Semaphore(maxConcurrentRequests);
        this.meters = meters;
        meters.underWay(() -> maxConcurrentRequests - permits.availablePermits());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String id = ids.forRequest(request.getHeaders().get(RequestIds.HEADER));
        response.getHeaders().put(RequestIds.HEADER, id);
        String path = request.getHttpURI().getPath();
        if (path != null && asksAboutTheProcess(path)) {
            return super.handle(request, response, callback);
        }
        if (!permits.tryAcquire()) {
            refuse(request, response, callback, id);
            return true;
        }
        Request.addCompletionListener(request, _ -> permits.release());
        return super.handle(request, response, callback);
    }

    private static boolean asksAboutTheProcess(String path) {
        return path.startsWith(HealthEndpoint.PREFIX) || path.equals(MetricsEndpoint.PATH);
    }

    private void refuse(Request request, Response response, Callback callback, String id) {
        String path = request.getHttpURI().getPath();
        var error =
                new HttpError(
                        503,
                        "overloaded",
                        "Too many requests are under way: try again in a moment.",
                        path == null ? "/" : path,
                        id);
        response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
        write(response, callback, error, errors.render(error));
        meters.countUnrouted(503);
    }

    static void write(
            Response response, Callback callback, HttpError error, ErrorBody.Rendered body) {
        response.setStatus(error.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, body.contentType());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.bytes().length);
        response.write(true, ByteBuffer.wrap(body.bytes()), callback);
    }
}
