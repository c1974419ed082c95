package io.activityledger.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PermissionNamesTest {

    @ParameterizedTest
    @CsvSource({
        "activities:write, ACTIVITIES_WRITE",
        "read:contacts, CONTACTS_READ",
        "write:deals, DEALS_WRITE",
        "api_keys:read, KEYS_READ",
        "Read:Opportunities, DEALS_READ"
    })
    void onePermissionHasManyNames(String name, Permission permission) {
        assertThat(PermissionNames.meaning(name)).containsExactly(permission);
    }

    @ParameterizedTest
    @EnumSource(Permission.class)
    void everyPermissionMeansItself(Permission permission) {
        assertThat(PermissionNames.meaning(permission.text())).containsExactly(permission);
    }

    @Test
    void adminAndTheStarMeanBothOfTheirResource() {
        assertThat(PermissionNames.meaning("admin:api_keys"))
                .containsExactlyInAnyOrder(Permission.KEYS_READ, Permission.KEYS_WRITE);
        assertThat(PermissionNames.meaning("admin:webhooks"))
                .containsExactlyInAnyOrder(Permission.WEBHOOKS_READ, Permission.WEBHOOKS_WRITE);
        assertThat(PermissionNames.meaning("contacts:*"))
                .containsExactlyInAnyOrder(Permission.CONTACTS_READ, Permission.CONTACTS_WRITE);
    }

    @Test
    void theCoarseWordsReachNoKeysAndNoSettings() {
        assertThat(PermissionNames.meaning("Read"))
                .contains(Permission.ACTIVITIES_READ, Permission.COMPANIES_READ)
                .doesNotContain(Permission.ACTIVITIES_WRITE, Permission.KEYS_READ);
        assertThat(PermissionNames.meaning("Write"))
                .contains(Permission.ACTIVITIES_WRITE, Permission.ACTIVITIES_READ)
                .doesNotContain(Permission.KEYS_WRITE, Permission.WORKSPACE_WRITE);
        assertThat(PermissionNames.meaning("*")).isEqualTo(EnumSet.allOf(Permission.class));
    }

    @Test
    void whatNobodyKnowsMeansNothing() {
        assertThat(PermissionNames.meaning("activities:fly")).isEmpty();
        assertThat(PermissionNames.meaning("")).isEmpty();
    }
}
