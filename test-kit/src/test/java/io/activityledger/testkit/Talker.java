package io.activityledger.testkit;

import java.util.concurrent.CountDownLatch;

/// A process that says its environment and its word, then stays, or ends where its word is "bye".
final class Talker {

    private Talker() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("I am " + System.getenv("LEDGER_WHO"));
        System.out.println(arguments[0]);
        if (!arguments[0].equals("bye")) {
            new CountDownLatch(1).await();
        }
    }
}
