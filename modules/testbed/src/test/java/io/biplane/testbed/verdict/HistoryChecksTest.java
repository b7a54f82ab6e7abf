package io.biplane.testbed.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.biplane.testbed.history.HistoryEvent;
import io.biplane.testbed.history.HistoryEvent.Type;
import io.biplane.testbed.result.Outcome;

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

    /** A backlog that goes on while the end is read: what the read need not show is no loss. */
    @Test
    void when_aWriteIsAcknowledgedAfterTheEndWasAskedFor_then_itIsNotMissed() {
        write(0, Type.OK, "a");
        event(1, Type.INVOKE, "write", List.of(1L, "b"));
        event(99, Type.INVOKE, "read-final", 0L);
        event(1, Type.OK, "write", List.of(1L, "b"));
        write(2, Type.OK, "c");
        event(99, Type.OK, "read-final", List.of(List.of(1L, "a")));
        write(3, Type.OK, "d");
        event(4, Type.INVOKE, "write", List.of(2L, "other key"));
        event(4, Type.OK, "write", List.of(2L, "other key"));
        HistoryChecks.Finding finding = HistoryChecks.noLostKvWrites(events);
        assertThat(finding.outcome()).isEqualTo(Outcome.HELD);
        assertThat(finding.detail()).isEqualTo("1 acknowledged writes read back");
    }

    @Test
    void when_aWriteUnderWayIsSeen_then_whatItFollowedIsNotLost_butWhatCameBetweenIs() {
        write(0, Type.OK, "a");
        event(1, Type.INVOKE, "write", List.of(1L, "b"));
        event(99, Type.INVOKE, "read-final", 0L);
        event(99, Type.OK, "read-final", List.of(List.of(1L, "b")));
        event(1, Type.OK, "write", List.of(1L, "b"));
        assertThat(HistoryChecks.noLostKvWrites(events).outcome()).isEqualTo(Outcome.HELD);
        events.clear();
        write(0, Type.OK, "a");
        write(0, Type.OK, "b");
        event(99, Type.INVOKE, "read-final", 0L);
        write(0, Type.OK, "c");
        event(99, Type.OK, "read-final", List.of(List.of(1L, "a")));
        assertThat(HistoryChecks.noLostKvWrites(events).detail())
                .contains("acknowledged write b is lost");
    }

    /** Rows of a part that could not be read are unknown; a loss that another part shows is one all the same. */
    @Test
    void when_aPartOfTheEndCannotBeRead_then_itsRowsAreUnknown() {
        write(0, Type.OK, "a");
        event(1, Type.INVOKE, "write", List.of(2L, "x"));
        event(1, Type.OK, "write", List.of(2L, "x"));
        finalKv("a");
        event(99, Type.INVOKE, "read-final", 500L);
        event(99, Type.FAIL, "read-final", 500L);
        HistoryChecks.Finding finding = HistoryChecks.noLostKvWrites(events);
        assertThat(finding.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(finding.detail()).contains("1 of its parts");
        finalKv("b");
        assertThat(HistoryChecks.noLostKvWrites(events).outcome()).isEqualTo(Outcome.BROKEN);
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

    @Test
    void when_aTransferIsAcknowledgedAfterTheEndWasAskedFor_then_itMayShowOrNot() {
        for (long moved : new long[] {5, 12}) {
            events.clear();
            transfer(Type.OK, 0, 1, 5);
            event(9, Type.INVOKE, "read-final", List.of());
            transfer(Type.OK, 0, 1, 7);
            event(
                    9,
                    Type.OK,
                    "read-final",
                    List.of(List.of(0L, 100 - moved), List.of(1L, 100 + moved)));
            transfer(Type.OK, 0, 1, 1);
            assertThat(HistoryChecks.noLostTransfers(events, 2, 100).detail())
                    .isEqualTo("1 acknowledged transfers in the final balances");
        }
    }

    /** Begun after the answer, a transfer of whatever outcome cannot explain it. */
    @Test
    void when_aTransferBeginsAfterTheEnd_then_itExplainsNothing() {
        balances("read-final", 95, 105);
        transfer(Type.INFO, 0, 1, 5);
        assertThat(HistoryChecks.noLostTransfers(events, 2, 100).outcome())
                .isEqualTo(Outcome.BROKEN);
    }

    @Test
    void when_noAccountIsThereAtTheEnd_then_theTransfersAreLost() {
        transfer(Type.OK, 0, 1, 5);
        event(9, Type.INVOKE, "read-final", List.of());
        event(9, Type.OK, "read-final", List.of());
        assertThat(HistoryChecks.noLostTransfers(events, 2, 100).outcome())
                .isEqualTo(Outcome.BROKEN);
    }

    private void span(long process, long begun, Type end, long count) {
        if (begun >= 0) {
            event(process, Type.INVOKE, "span", begun);
        }
        event(process, end, "span", count);
    }

    @Test
    void when_aCountSeesWhatWasThere_then_itHolds() {
        write(0, Type.OK, "a");
        event(1, Type.INVOKE, "write", List.of(2L, "b"));
        event(2, Type.INVOKE, "span", 0L);
        event(3, Type.INVOKE, "span", 0L);
        span(2, -1, Type.OK, 1);
        span(3, -1, Type.OK, 2);
        span(4, 0, Type.OK, 2);
        span(5, 0, Type.FAIL, 0);
        HistoryChecks.Finding finding = SpanCounts.check(events);
        assertThat(finding.outcome()).isEqualTo(Outcome.HELD);
        assertThat(finding.detail()).isEqualTo("3 counts of all rows");
    }

    @Test
    void when_aCountMissesAnAcknowledgedRow_then_itIsBroken() {
        write(0, Type.OK, "a");
        span(1, 0, Type.OK, 0);
        assertThat(SpanCounts.check(events).detail())
                .isEqualTo("a count saw 0 rows, and 1 were there before it was asked for");
    }

    @Test
    void when_aCountMissesARowThatAnEarlierOneSaw_then_itIsBroken() {
        event(0, Type.INVOKE, "write", List.of(1L, "a"));
        span(1, 0, Type.OK, 1);
        span(2, 0, Type.OK, 0);
        assertThat(SpanCounts.check(events).outcome()).isEqualTo(Outcome.BROKEN);
    }

    @Test
    void when_aCountSeesARowNobodyWrote_then_itIsBroken() {
        span(1, 0, Type.OK, 1);
        assertThat(SpanCounts.check(events).detail())
                .isEqualTo("a count saw 1 rows, and only 0 can have been written");
    }

    @Test
    void when_noCountSucceeds_then_nothingIsKnown() {
        span(1, 0, Type.INFO, 0);
        assertThat(SpanCounts.check(events).outcome()).isEqualTo(Outcome.UNKNOWN);
    }
}
