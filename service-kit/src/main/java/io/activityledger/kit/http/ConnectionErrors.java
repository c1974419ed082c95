package io.activityledger.kit.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Renders what the server refuses before any route is looked for: broken requests, long headers.
///
/// None of the connection's further bytes would be believed, so it is closed, and the answer says
/// so. A target that is no URI has no path: it is refused in the words of the path `/badMessage`.
final class ConnectionErrors extends ErrorHandler {

    private final RequestIds ids;
    private final ErrorBody errors;
    private final ServerMeters meters;

    ConnectionErrors(RequestIds ids, ErrorBody errors, ServerMeters meters) {
        this.ids = ids;
        this.errors = errors;
        this.meters = meters;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = status(response.getStatus());
        String id = response.getHeaders().get(RequestIds.HEADER);
        if (id == null) {
            id = ids.forRequest(request.getHeaders().get(RequestIds.HEADER));
            response.getHeaders().put(RequestIds.HEADER, id);
        }
        String path = request.getHttpURI().getPath();
        var error =
                new HttpError(
                        status,
                        codeOf(status),
                        HttpStatus.getMessage(status) + ".",
                        path == null ? "/" : path,
                        id);
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RequestGate.RETRY_AFTER_SECONDS);
        }
        RequestGate.write(response, callback, error, errors.render(error));
        meters.countUnrouted(status, error.code());
        return true;
    }

    /// A version or an encoding that nobody speaks is the caller's fault, not ours.
    private static int status(int told) {
        return switch (told) {
            case HttpStatus.NOT_IMPLEMENTED_501, HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 -> 400;
            default -> told < 400 ? 500 : told;
        };
    }

    static String codeOf(int status) {
        return switch (status) {
            case 404 -> "not_found";
            case 405 -> "method_not_allowed";
            case 413 -> "payload_too_large";
            case 431 -> "headers_too_large";
            case 503 -> "unavailable";
            default -> status < 500 ? "bad_request" : "internal_error";
        };
    }
}
