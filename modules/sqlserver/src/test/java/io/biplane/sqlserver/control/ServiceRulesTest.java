package io.biplane.sqlserver.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.base.id.TenantId;
import io.biplane.kv.server.ServiceMode;
import io.biplane.sql.ast.ControlStatement.ServiceAction;
import io.biplane.sqlserver.record.DataState;
import io.biplane.sqlserver.record.TenantRecord;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole table of docs/reference/virtual-clusters.md §4, and data that is not ready. */
class ServiceRulesTest {
    @ParameterizedTest
    @CsvSource({
        // mode,    data,  action,         outcome
        "NONE,     READY, START_SHARED,   SHARED",
        "NONE,     READY, START_EXTERNAL, EXTERNAL",
        "NONE,     READY, STOP,           nothing",
        "SHARED,   READY, START_SHARED,   nothing",
        "SHARED,   READY, START_EXTERNAL, cannot change service mode shared to external directly",
        "SHARED,   READY, STOP,           wait",
        "EXTERNAL, READY, START_SHARED,   cannot change service mode external to shared directly",
        "EXTERNAL, READY, START_EXTERNAL, nothing",
        "EXTERNAL, READY, STOP,           wait",
        "STOPPING, READY, START_SHARED,   service currently stopping",
        "STOPPING, READY, START_EXTERNAL, service currently stopping",
        "STOPPING, READY, STOP,           wait",
        "NONE,     ADD,   START_SHARED,   cannot use tenant service mode shared with data state add",
    })
    void when_aServiceIsAltered_then_theTableDecides(
            ServiceMode mode, DataState data, ServiceAction action, String outcome) {
        TenantRecord tenant = new TenantRecord(new TenantId(3), "main", data, mode);
        assertThat(text(ServiceRules.decide(tenant, action))).startsWith(outcome);
    }

    private static String text(ServiceRules.Decision decision) {
        if (decision instanceof ServiceRules.Enter enter) {
            return enter.mode().name();
        }
        if (decision instanceof ServiceRules.Refuse refuse) {
            assertThat(refuse.error().code()).isEqualTo("55000");
            return refuse.error().message();
        }
        return decision == ServiceRules.Nothing.INSTANCE ? "nothing" : "wait";
    }
}
