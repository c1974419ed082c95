package io.activityledger.schemas;

/// What is an activity about? A contact, a deal, a company, or any other entity by type and id.
///
/// Ids are compared byte for byte. For the three named kinds `entityType` is the kind's own name.
public record Subject(Kind kind, String entityType, String id) {

    /// The kinds of subject. Their codes stand in stored keys: never change one.
    public enum Kind {
        CONTACT("contact", (byte) 1),
        DEAL("deal", (byte) 2),
        COMPANY("company", (byte) 3),
        ENTITY("entity", (byte) 4);

        private final String word;
        private final byte code;

        Kind(String word, byte code) {
            this.word = word;
            this.code = code;
        }

        /// The word that stands in record keys and paths.
        public String word() {
            return word;
        }

        /// The byte that stands in stored keys.
        public byte code() {
            return code;
        }
    }

    public static Subject contact(String id) {
        return named(Kind.CONTACT, id);
    }

    public static Subject deal(String id) {
        return named(Kind.DEAL, id);
    }

    public static Subject company(String id) {
        return named(Kind.COMPANY, id);
    }

    public static Subject entity(String type, String id) {
        return new Subject(Kind.ENTITY, type, id);
    }

    /// A contact, deal or company.
    public static Subject named(Kind kind, String id) {
        return new Subject(kind, kind.word(), id);
    }
}
