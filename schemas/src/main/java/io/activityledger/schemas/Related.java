package io.activityledger.schemas;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Something that is about contacts, a deal, a company or another entity: about which, in which
/// order?
public interface Related {

    @Nullable String contactId();

    List<String> contactIds();

    @Nullable String dealId();

    @Nullable String companyId();

    @Nullable String entityType();

    @Nullable String entityId();

    /// The things it is about, without doubles; the first is primary and decides the partition.
    default List<Subject> subjects() {
        Set<Subject> subjects = new LinkedHashSet<>();
        Optional.ofNullable(contactId()).map(Subject::contact).ifPresent(subjects::add);
        contactIds().forEach(contact -> subjects.add(Subject.contact(contact)));
        Optional.ofNullable(dealId()).map(Subject::deal).ifPresent(subjects::add);
        Optional.ofNullable(companyId()).map(Subject::company).ifPresent(subjects::add);
        String type = entityType();
        String id = entityId();
        if (type != null && id != null) {
            subjects.add(Subject.entity(type, id));
        }
        return new ArrayList<>(subjects);
    }

    /// Those it is about beside its primary one.
    default List<Subject> furtherSubjects() {
        List<Subject> subjects = subjects();
        return subjects.isEmpty() ? subjects : subjects.subList(1, subjects.size());
    }
}
