package io.activityledger.timeline.planted;

import java.net.http.HttpClient;

final class CallsOthers {
    HttpClient client() {
        return HttpClient.newHttpClient();
    }
}
