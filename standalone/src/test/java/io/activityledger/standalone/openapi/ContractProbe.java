package io.activityledger.standalone.openapi;

import io.activityledger.testkit.HttpProbe;
import io.activityledger.testkit.HttpProbe.Answer;
import java.net.URI;
import java.net.http.HttpRequest;

/// An [HttpProbe] that believes no answer: each is held against docs/openapi.yaml first.
public final class ContractProbe implements AutoCloseable {

    private static final OpenApiContract CONTRACT = OpenApiContract.ofTheHouse();

    private final HttpProbe probe;

    public ContractProbe(URI base, String key) {
        this.probe = new HttpProbe(base, key);
    }

    public Answer get(String path) {
        return checked(probe.get(path));
    }

    public Answer post(String path, String json) {
        return checked(probe.post(path, json));
    }

    public Answer put(String path, String json) {
        return checked(probe.put(path, json));
    }

    public Answer delete(String path) {
        return answer(request(path).DELETE());
    }

    /// For what those do not say: [#answer] sends it.
    public HttpRequest.Builder request(String path) {
        return probe.request(path);
    }

    public Answer answer(HttpRequest.Builder request) {
        return checked(probe.answer(request));
    }

    @Override
    public void close() {
        probe.close();
    }

    private static Answer checked(Answer answer) {
        CONTRACT.check(Exchange.of(answer));
        return answer;
    }
}
