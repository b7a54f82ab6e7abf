package io.biplane.scenario.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.scenario.history.HistoryEvent;
import io.biplane.scenario.history.HistoryEvent.Type;
import io.biplane.scenario.result.Outcome;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each check is shown to pass, to fail and to say that it cannot know. */
class HistoryChecksTest {
    private final List<HistoryEvent> events = new ArrayList<>();
    private long clock;

    private void event(long process, Type type, String f, Object value) {
        events.add(new HistoryEvent(clock++, process, type, f, value, "n1", "main", "kv", ""));
    }

    private void write(long process, Type end, String value) {
        event(process, Type.INVOKE, "write", List.of(1L, value));
        event(process, end, "write", List.of(1L, value));
    }

    private void finalKv(String... value) {
        event(99, Type.INVOKE, "read-final", 0L);
        event(
                99,
                Type.OK,
                "read-final",
                value.length == 0 ? List.of() : List.of(List.of(1L, value[0])));
    }

    @Test
    void when_lastAcknowledgedWriteIsRead_then_nothingIsLost() {
        write(0, Type.OK, "a");
        write(0, Type.OK, "b");
        finalKv("b");
        assertThat(HistoryChecks.noLostKvWrites(events).outcome()).isEqualTo(Outcome.HELD);
    }

    @Test
    void when_anEarlierValueIsRead_then_theLaterAcknowledgedWriteIsLost() {
        write(0, Type.OK, "a");
        write(0, Type.OK, "b");
        finalKv("a");
        HistoryChecks.Finding finding = HistoryChecks.noLostKvWrites(events);
        assertThat(finding.outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(finding.detail()).contains("acknowledged write b is lost");
    }

    @Test
    void when_writesOverlap_then_eitherMayBeLast() {
        event(0, Type.INVOKE, "write", List.of(1L, "a"));
        event(1, Type.INVOKE, "write", List.of(1L, "b"));
        event(0, Type.OK, "write", List.of(1L, "a"));
        event(1, Type.OK, "write", List.of(1L, "b"));
        finalKv("a");
        assertThat(HistoryChecks.noLostKvWrites(events).outcome()).isEqualTo(Outcome.HELD);
    }

    @Test
    void when_aWriteIsUnknown_then_itMayShowOrNot() {
        write(0, Type.INFO, "a");
        write(1, Type.OK, "b");
        finalKv("a");
        assertThat(HistoryChecks.noLostKvWrites(events).outcome()).isEqualTo(Outcome.HELD);
    }

    @Test
    void when_aFailedWriteShows_then_nobodyWroteIt() {
        write(0, Type.FAIL, "a");
        write(1, Type.OK, "b");
        finalKv("a");
        assertThat(HistoryChecks.noLostKvWrites(events).detail()).contains("which nobody wrote");
    }

    @Test
    void when_theKeyIsGone_then_acknowledgedWritesAreLost() {
        write(0, Type.OK, "a");
        finalKv();
        assertThat(HistoryChecks.noLostKvWrites(events).outcome()).isEqualTo(Outcome.BROKEN);
    }

    @Test
    void when_theEndWasNotRead_then_theAnswerIsUnknown() {
        write(0, Type.OK, "a");
        assertThat(HistoryChecks.noLostKvWrites(events).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    private static Map<String, Object> move(long from, long to, long amount) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("from", from);
        value.put("to", to);
        value.put("amount", amount);
        return value;
    }

    private void transfer(Type end, long from, long to, long amount) {
        event(0, Type.INVOKE, "transfer", move(from, to, amount));
        event(0, end, "transfer", move(from, to, amount));
    }

    private void balances(String f, long first, long second) {
        event(9, Type.INVOKE, f, List.of());
        event(9, Type.OK, f, List.of(List.of(0L, first), List.of(1L, second)));
    }

    @Test
    void when_everyReadShowsTheTotal_then_itHolds_and_oneOffBreaksIt() {
        balances("balance", 90, 110);
        assertThat(HistoryChecks.bankTotal(events, 2, 200).outcome()).isEqualTo(Outcome.HELD);
        balances("balance", 90, 111);
        assertThat(HistoryChecks.bankTotal(events, 2, 200).outcome()).isEqualTo(Outcome.BROKEN);
    }

    @Test
    void when_nothingWasRead_then_theTotalIsUnknown() {
        transfer(Type.OK, 0, 1, 5);
        assertThat(HistoryChecks.bankTotal(events, 2, 200).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void when_anUnknownTransferExplainsTheEnd_then_nothingIsLost_and_otherwiseItIs() {
        transfer(Type.OK, 0, 1, 5);
        transfer(Type.INFO, 0, 1, 7);
        balances("read-final", 88, 112);
        assertThat(HistoryChecks.noLostTransfers(events, 2, 100).outcome()).isEqualTo(Outcome.HELD);
        balances("read-final", 95, 105);
        assertThat(HistoryChecks.noLostTransfers(events, 2, 100).outcome()).isEqualTo(Outcome.HELD);
        balances("read-final", 93, 107);
        assertThat(HistoryChecks.noLostTransfers(events, 2, 100).outcome())
                .isEqualTo(Outcome.BROKEN);
    }
}
