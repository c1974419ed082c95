package io.activityledger.kit.tracing;

/// A step of a trace, from its being begun until it is closed. Where nobody is told of traces it is
/// nothing but the trace it was begun in. For one thread at a time.
public interface TracedStep extends AutoCloseable {

    /// To which what this step causes belongs.
    Trace trace();

    /// Says something more about it.
    void tell(String name, String value);

    /// It did not come to what it was for.
    void failed(String reason);

    @Override
    void close();
}
