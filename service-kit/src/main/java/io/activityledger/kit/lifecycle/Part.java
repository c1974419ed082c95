package io.activityledger.kit.lifecycle;

/// Something a service starts and closes: a server, a client, a stream application.
public interface Part {

    /// What logs and errors call it.
    String name();

    void start() throws Exception;

    void close() throws Exception;

    /// A part made of two actions.
    static Part of(String name, Step start, Step close) {
        return new Part() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void start() throws Exception {
                start.run();
            }

            @Override
            public void close() throws Exception {
                close.run();
            }
        };
    }

    /// A part that has nothing to start and only wants to be closed.
    static Part closing(String name, AutoCloseable resource) {
        return of(name, () -> {}, resource::close);
    }

    /// Half of a part: what is done at start or at close.
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }
}
