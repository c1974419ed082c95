package io.activityledger.access;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which keys were there at one moment, that are not revoked? Never changes: readers need no lock.
public final class KeyDirectory {

    private static final Comparator<StoredKey> NEWEST_FIRST =
            Comparator.comparing(StoredKey::createdAt).thenComparing(StoredKey::id).reversed();

    private final Map<KeyHash, ApiKey> opening;
    private final Map<String, List<StoredKey>> workspaces;
    private final Map<MadeUnder, StoredKey> firsts;

    /// `keys` in the order of the log.
    private KeyDirectory(Collection<StoredKey> keys) {
        this.opening =
                keys.stream()
                        .map(StoredKey::opening)
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        ApiKey::hash, Function.identity(), (_, later) -> later));
        this.workspaces =
                keys.stream()
                        .sorted(NEWEST_FIRST)
                        .collect(Collectors.groupingBy(StoredKey::workspaceId));
        this.firsts =
                keys.stream()
                        .flatMap(KeyDirectory::madeUnder)
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey,
                                        Map.Entry::getValue,
                                        (first, _) -> first));
    }

    static KeyDirectory of(Collection<StoredKey> keys) {
        return new KeyDirectory(keys);
    }

    /// Newest first.
    public List<StoredKey> of(String workspaceId) {
        return List.copyOf(workspaces.getOrDefault(workspaceId, List.of()));
    }

    public Optional<StoredKey> find(String workspaceId, String id) {
        return of(workspaceId).stream().filter(key -> key.id().equals(id)).findAny();
    }

    /// The first key, in the order of the log, that a request with this idempotency key made.
    public Optional<StoredKey> firstUnder(String workspaceId, String idempotencyKey) {
        return Optional.ofNullable(firsts.get(new MadeUnder(workspaceId, idempotencyKey)));
    }

    private static Stream<Map.Entry<MadeUnder, StoredKey>> madeUnder(StoredKey key) {
        String idempotencyKey = key.idempotencyKey();
        return idempotencyKey == null
                ? Stream.empty()
                : Stream.of(Map.entry(new MadeUnder(key.workspaceId(), idempotencyKey), key));
    }

    Optional<ApiKey> find(KeyHash hash) {
        return Optional.ofNullable(opening.get(hash));
    }

    private record MadeUnder(String workspaceId, String idempotencyKey) {}
}
