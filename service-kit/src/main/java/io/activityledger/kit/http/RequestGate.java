package io.activityledger.kit.http;

import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Stands before everything else: names each request, and lets in only as many as can be served.
///
/// A method is what stands in the request's first line: a header that names another is taken away,
/// since what stands in front of us decides by the first line.
///
/// Questions about health and metrics are always let in. Once the server begins to stop no new
/// connection is taken, and each answer is the last of its connection: what came in is still
/// served.
final class RequestGate extends Handler.Wrapper {

    static final String RETRY_AFTER_SECONDS = "1";
    private static final String OTHER_METHOD = "X-HTTP-Method-Override";

    private final RequestIds ids;
    private final ErrorBody errors;
    private final Semaphore permits;
    private final ServerMeters meters;
    private final LongAnswers longAnswers;
    private volatile boolean stopping;

    RequestGate(
            RequestIds ids,
            ErrorBody errors,
            int maxConcurrentRequests,
            ServerMeters meters,
            LongAnswers longAnswers) {
        this.ids = ids;
        this.errors = errors;
        this.permits = new Semaphore(maxConcurrentRequests);
        this.meters = meters;
        this.longAnswers = longAnswers;
        meters.underWay(() -> maxConcurrentRequests - permits.availablePermits());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String id = ids.forRequest(request.getHeaders().get(RequestIds.HEADER));
        response.getHeaders().put(RequestIds.HEADER, id);
        if (stopping) {
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        String path = request.getHttpURI().getPath();
        if (path != null && asksAboutTheProcess(path)) {
            return super.handle(asItSays(request), response, callback);
        }
        if (!permits.tryAcquire()) {
            refuse(request, response, callback, id);
            return true;
        }
        var seated = new AtomicBoolean(true);
        Runnable leave =
                () -> {
                    if (seated.getAndSet(false)) {
                        permits.release();
                    }
                };
        request.setAttribute(LongAnswers.SEAT, new LongAnswers.Seat(longAnswers, leave));
        Request.addCompletionListener(request, _ -> leave.run());
        return super.handle(asItSays(request), response, callback);
    }

    /// From now on each answer is the last of its connection.
    void beginToStop() {
        stopping = true;
    }

    private static Request asItSays(Request request) {
        if (!request.getHeaders().contains(OTHER_METHOD)) {
            return request;
        }
        HttpFields headers = HttpFields.build(request.getHeaders()).remove(OTHER_METHOD);
        return new Request.Wrapper(request) {
            @Override
            public HttpFields getHeaders() {
                return headers;
            }
        };
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
        if (mayStillBeSending(request.getHeaders())) {
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        write(response, callback, error, errors.render(error));
        meters.countUnrouted(503, error.code());
    }

    private static boolean mayStillBeSending(HttpFields headers) {
        return headers.contains(HttpHeader.TRANSFER_ENCODING)
                || headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0;
    }

    static void write(
            Response response, Callback callback, HttpError error, ErrorBody.Rendered body) {
        response.setStatus(error.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, body.contentType());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.bytes().length);
        response.write(true, ByteBuffer.wrap(body.bytes()), callback);
    }
}
