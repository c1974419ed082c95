package io.activityledger.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/// A contact of the demo, the company she works for, and the deal she is part of.
///
/// @param knownForDays how long ago her story begins
/// @param activities how many of them she has, about
record DemoPerson(
        String name, String role, String company, String deal, int knownForDays, int activities) {

    String contactId() {
        return id("contact " + name);
    }

    String dealId() {
        return id("deal " + deal);
    }

    String companyId() {
        return id("company " + company);
    }

    String firstName() {
        return name.substring(0, name.indexOf(' '));
    }

    /// The same in every demo, so that links into it can be kept.
    private static String id(String what) {
        return UUID.nameUUIDFromBytes(("activity ledger demo " + what).getBytes(UTF_8)).toString();
    }
}
