package io.activityledger.ingest.deduplication;

import static io.activityledger.ingest.deduplication.Drafts.draft;
import static org.assertj.core.api.Assertions.assertThat;

import io.activityledger.dialects.Dialect;
import io.activityledger.dialects.leadlex.LeadLexDialect;
import io.activityledger.dialects.nodestash.NodestashDialect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

    private static final String FULL =
            "{'type':'call','title':'T 😀','description':'D','contact_ids':['a','b'],'deal_id':'d',"
                    + "'company_id':'c','entity_type':'case','entity_id':'7','entity_name':'N',"
                    + "'occurred_at':'2026-01-02T03:04:05.678Z','tags':['x','y'],'external_id':'e',"
                    + "'metadata':{'b':1.10,'a':{'z':null,'y':[true]}}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'type':'note'} | GpZZxRGkaBbCbohJUMFUgg
                    {'type':'call','contact_id':'c1','metadata':{'n':1.10}} | k2nCYR67_osSrIAWT3ifvg
                    """)
    void theFingerprintIsTheGoldenOne(String json, String golden) {
        assertThat(leadLex(json)).isEqualTo(golden);
    }

    @Test
    void theFullOneIsGoldenToo() {
        assertThat(leadLex(FULL)).isEqualTo("9o4iXQ9xzPC25-7eV45giw");
    }

    @Test
    void orderOfFieldsSpacesAndUnknownFieldsDoNotCount() {
        assertThat(leadLex("{ 'contact_id':'c', 'x':1, 'type':'note','metadata':{'b':1,'a':2} }"))
                .isEqualTo(leadLex("{'type':'note','metadata':{'a':2,'b':1},'contact_id':'c'}"));
    }

    @Test
    void theDialectDoesNotCount() {
        assertThat(fingerprint(new NodestashDialect(), "{'type':'note','subject':'s','body':'b'}"))
                .isEqualTo(leadLex("{'type':'note','title':'s','description':'b'}"));
    }

    @Test
    void aTimeThatTheClientDidNotGiveDoesNotCount() {
        assertThat(leadLex("{'type':'note','created_date':'yesterday'}"))
                .isEqualTo(leadLex("{'type':'note'}"));
    }

    @Test
    void everyFieldCounts() {
        List<String> others =
                List.of(
                        FULL.replace("'call'", "'note'"),
                        FULL.replace("'T 😀'", "'T'"),
                        FULL.replace("'D'", "'E'"),
                        FULL.replace("['a','b']", "['a']"),
                        FULL.replace("['a','b']", "['b','a']"),
                        FULL.replace("'d'", "'e'"),
                        FULL.replace("'company_id':'c'", "'company_id':'cc'"),
                        FULL.replace("'case'", "'camp'"),
                        FULL.replace("'7'", "'8'"),
                        FULL.replace("'N'", "'M'"),
                        FULL.replace("678Z", "679Z"),
                        FULL.replace("['x','y']", "['x']"),
                        FULL.replace("'external_id':'e'", "'external_id':'f'"),
                        FULL.replace("1.10", "1.1"),
                        FULL.replace("null", "0"));

        assertThat(others.stream().map(FingerprintTest::leadLex).distinct())
                .hasSize(others.size())
                .doesNotContain(leadLex(FULL));
    }

    private static String leadLex(String json) {
        return fingerprint(new LeadLexDialect(), json);
    }

    private static String fingerprint(Dialect dialect, String json) {
        return Fingerprint.of(draft(dialect, json));
    }
}
