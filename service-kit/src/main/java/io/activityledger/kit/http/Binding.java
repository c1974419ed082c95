package io.activityledger.kit.http;

import io.javalin.http.Handler;

/// One route and what answers it.
///
/// @param method in upper case
/// @param path in Javalin's spelling, such as `/v1/things/{id}`
public record Binding(String method, String path, Handler handler) {

    public static Binding get(String path, Handler handler) {
        return new Binding("GET", path, handler);
    }

    public static Binding post(String path, Handler handler) {
        return new Binding("POST", path, handler);
    }

    public static Binding put(String path, Handler handler) {
        return new Binding("PUT", path, handler);
    }
}
