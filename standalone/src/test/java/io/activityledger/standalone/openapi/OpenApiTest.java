package io.activityledger.standalone.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpenApiTest {

    private static final OpenApiDocument DOCUMENT = OpenApiDocument.read();

    @ParameterizedTest
    @EnumSource
    void theDocumentKeepsEachRule(OpenApiRule rule) {
        assertThat(rule.findings(DOCUMENT)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyRuleFindsItsPlantedFault(OpenApiRule rule) {
        assertThat(rule.findings(rule.planted(DOCUMENT))).isNotEmpty();
    }
}
