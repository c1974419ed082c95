package io.activityledger.audit;

/// The log under audit, read from its beginning on.
public interface AuditedLog {

    /// Hands over all records from where the last call ended to the end as it stands when this one
    /// begins, and what is wrong with the log itself.
    void readOn(Reader reader);

    /// Who is told what stands on the log.
    interface Reader {

        void record(LogRecord record);

        /// Something that no single record shows.
        void fault(String sentence);

        /// How many records this call will hand over, as far as is known.
        void expected(long records);
    }
}
