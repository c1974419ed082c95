package io.activityledger.ingest.reference;

import io.activityledger.access.GuardedEndpoint.AdmittedHandler;
import io.activityledger.dialects.leadlex.LeadLexNewReferences;
import io.activityledger.dialects.leadlex.LeadLexNewReferences.Form;
import io.activityledger.schemas.Routes;
import io.activityledger.schemas.Routes.Route;
import io.activityledger.schemas.Subject;
import io.activityledger.schemas.Subject.Kind;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/// What answers at the doors of contacts, deals and companies?
public final class ReferenceDoors {

    private final Map<Route, AdmittedHandler> all;

    /// What lies behind the doors.
    ///
    /// @param known checks the ids that a new one points at
    /// @param log where they come to stand
    /// @param reading where they are read
    public record House(KnownReferences known, ReferenceLog log, ReferenceReading reading) {}

    /// `ids` makes an id that nobody else has.
    public ReferenceDoors(
            House house, ReferenceLimits limits, Supplier<String> ids, InstantSource clock) {
        var contacts = creating(Kind.CONTACT, house, limits, ids, clock);
        var deals = creating(Kind.DEAL, house, limits, ids, clock);
        all =
                Map.ofEntries(
                        Map.entry(Routes.PUT_CONTACT, put(Kind.CONTACT, house, limits, clock)),
                        Map.entry(Routes.PUT_DEAL, put(Kind.DEAL, house, limits, clock)),
                        Map.entry(Routes.PUT_COMPANY, put(Kind.COMPANY, house, limits, clock)),
                        Map.entry(Routes.GET_CONTACT, get(Kind.CONTACT, house)),
                        Map.entry(Routes.GET_DEAL, get(Kind.DEAL, house)),
                        Map.entry(Routes.GET_COMPANY, get(Kind.COMPANY, house)),
                        Map.entry(Routes.DELETE_CONTACT, delete(Kind.CONTACT, house)),
                        Map.entry(Routes.DELETE_DEAL, delete(Kind.DEAL, house)),
                        Map.entry(Routes.DELETE_COMPANY, delete(Kind.COMPANY, house)),
                        Map.entry(Routes.CREATE_CONTACT, contacts::one),
                        Map.entry(Routes.CREATE_CONTACTS, contacts::many),
                        Map.entry(Routes.CREATE_DEAL, deals::one),
                        Map.entry(Routes.CREATE_DEALS, deals::many));
    }

    public Map<Route, AdmittedHandler> all() {
        return all;
    }

    private static AdmittedHandler put(
            Subject.Kind kind, House house, ReferenceLimits limits, InstantSource clock) {
        return new PutReferenceEndpoint(kind, limits.maxBody(), house.log, clock);
    }

    private static AdmittedHandler get(Subject.Kind kind, House house) {
        return new ReadReferenceEndpoint(kind, house.reading);
    }

    private static AdmittedHandler delete(Subject.Kind kind, House house) {
        return new DeleteReferenceEndpoint(kind, house.log);
    }

    private static CreateReferencesEndpoint creating(
            Subject.Kind kind,
            House house,
            ReferenceLimits limits,
            Supplier<String> ids,
            InstantSource clock) {
        Form form = kind == Kind.CONTACT ? Form.CONTACT : Form.DEAL;
        var requests =
                new LeadLexNewReferences(form, Math.toIntExact(limits.maxBody().bytes()), ids);
        return new CreateReferencesEndpoint(kind, requests, limits, house, clock);
    }
}
