package io.activityledger.kit.http;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Writes an answer whose bytes stand already, straight to the connection.
public final class Answers {

    public static final String JSON = "application/json; charset=utf-8";

    private static final String REFUSAL = Answers.class.getName() + ".refusal";

    private Answers() {}

    /// Says for which reason the request is refused: its code is counted when it is answered.
    ///
    /// @param code one of the code's own, never a caller's text
    public static void refused(Context ctx, String code) {
        ctx.req().setAttribute(REFUSAL, code);
    }

    /// The code that was told; else one that says only the status.
    static String refusalOf(Context ctx, int status) {
        return ctx.req().getAttribute(REFUSAL) instanceof String code ? code : "status_" + status;
    }

    /// Headers of the answer are set on the context before.
    public static void json(Context ctx, int status, byte[] body) {
        write(ctx, status, JSON, body);
    }

    public static void write(Context ctx, int status, String contentType, byte[] body) {
        RequestBody.leaveUnread(ctx);
        HttpServletResponse response = ctx.res();
        response.setStatus(status);
        response.setContentType(contentType);
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
        } catch (IOException gone) {
            throw new CallerGone(gone);
        }
    }

    /// An answer without a body, such as 204 or 304.
    public static void empty(Context ctx, int status) {
        RequestBody.leaveUnread(ctx);
        ctx.res().setStatus(status);
        ctx.res().setContentType(null);
    }
}
