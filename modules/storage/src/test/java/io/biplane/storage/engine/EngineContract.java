package io.biplane.storage.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.biplane.base.key.Key;
import io.biplane.base.key.Span;
import io.biplane.base.key.Timestamp;
import io.biplane.base.random.SimRandom;
import io.biplane.kernel.host.Disk;
import io.biplane.storage.fake.FakeDisk;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What every engine promises; one subclass a kind. */
abstract class EngineContract {
    static final Span ALL = new Span(Key.MIN, Key.MAX);

    FakeDisk disk;
    Engine engine;

    /** Opens the kind under test on {@code disk}; again on the same disk finds the data again. */
    abstract Engine open(Disk disk);

    @BeforeEach
    void openEngine() {
        disk = new FakeDisk();
        engine = open(disk);
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    static Key key(String text) {
        return Key.wrap(text.getBytes(UTF_8));
    }

    static Timestamp at(long time) {
        return Timestamp.of(time);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static Span span(String start, String end) {
        return new Span(key(start), key(end));
    }

    void put(String key, long time, String value) {
        engine.apply(WriteBatch.builder().put(key(key), at(time), bytes(value)).build());
    }

    void delete(String key, long time) {
        engine.apply(WriteBatch.builder().delete(key(key), at(time)).build());
    }

    @Test
    void when_rowsComeAndGo_then_theDiskHoldsWhatTheEngineHolds() {
        put("a", 1, "one");
        put("a", 2, "two");
        put("b", 1, "three");
        engine.apply(WriteBatch.builder().putLocal(key("l"), bytes("four")).build());
        engine.apply(WriteBatch.builder().putLocal(key("l"), bytes("longer")).build());
        assertThat(disk.usedBytes()).isEqualTo(engine.usedBytes()).isPositive();

        SpanSnapshot small = engine.export(List.of(span("a", "b")), List.of());
        engine.apply(WriteBatch.builder().collectGarbage(span("a", "b"), at(5)).build());
        engine.apply(WriteBatch.builder().clear(span("b", "c")).build());
        assertThat(disk.usedBytes()).isEqualTo(engine.usedBytes());
        engine.apply(WriteBatch.builder().importSnapshot(small).build());
        assertThat(disk.usedBytes()).isEqualTo(engine.usedBytes());

        engine.apply(WriteBatch.builder().clear(ALL).clearLocals(ALL).build());
        assertThat(disk.usedBytes()).isEqualTo(engine.usedBytes()).isZero();
    }

    /** The value seen, or "-". */
    String seen(String key, long time) {
        return engine.get(key(key), at(time))
                .map(v -> new String(v.value(), UTF_8))
                .orElse("-");
    }

    String local(String key) {
        return engine.local(key(key)).map(v -> new String(v, UTF_8)).orElse("-");
    }

    static List<String> rows(ScanResult result) {
        List<String> rows = new ArrayList<>();
        result.rows().forEach(v -> rows.add(v.key() + "=" + new String(v.value(), UTF_8)));
        return rows;
    }

    List<String> allVersions() {
        List<String> all = new ArrayList<>();
        engine.forEachVersion(
                ALL,
                v -> all.add(v.key() + "@" + v.at().wallNanos() + "." + v.at().logical()
                        + (v.tombstone() ? " gone" : "=" + new String(v.value(), UTF_8))));
        return all;
    }

    void sync() {
        engine.sync(outcome -> {});
        disk.completeSync(Disk.SyncOutcome.SYNCED);
    }

    void reopen() {
        engine.close();
        engine = open(disk);
    }

    @Test
    void when_aKeyHasVersions_then_aReaderSeesTheNewestAtOrBelowItsTime() {
        put("a", 10, "ten");
        put("a", 30, "thirty");
        put("a", 20, "twenty");
        put("ab", 5, "other key");
        assertThat(seen("a", 9)).isEqualTo("-");
        assertThat(seen("a", 10)).isEqualTo("ten");
        assertThat(seen("a", 29)).isEqualTo("twenty");
        assertThat(seen("a", 30)).isEqualTo("thirty");
        assertThat(seen("a", Long.MAX_VALUE)).isEqualTo("thirty");
        assertThat(seen("b", 30)).isEqualTo("-");
    }

    @Test
    void when_twoVersionsShareAWallTime_then_theLogicalPartOrdersThem() {
        engine.apply(WriteBatch.builder()
                .put(key("a"), new Timestamp(10, 2), bytes("second"))
                .put(key("a"), new Timestamp(10, 1), bytes("first"))
                .build());
        assertThat(engine.get(key("a"), new Timestamp(10, 0))).isEmpty();
        assertThat(engine.get(key("a"), new Timestamp(10, 1)).orElseThrow().value())
                .isEqualTo(bytes("first"));
        assertThat(engine.get(key("a"), at(11)).orElseThrow().at()).isEqualTo(new Timestamp(10, 2));
    }

    @Test
    void when_aKeyIsDeleted_then_readersBeforeStillSeeItAndNewestIsTheTombstone() {
        put("a", 10, "ten");
        delete("a", 20);
        assertThat(seen("a", 19)).isEqualTo("ten");
        assertThat(seen("a", 20)).isEqualTo("-");
        assertThat(engine.versionAt(key("a"), at(25)).orElseThrow().tombstone()).isTrue();
        assertThat(engine.newest(key("a")).orElseThrow())
                .isEqualTo(Version.tombstone(key("a"), at(20)));
        assertThat(engine.newestTimestamp(key("a"))).contains(at(20));
        assertThat(engine.newest(key("zz"))).isEmpty();
        assertThat(engine.newestTimestamp(key("zz"))).isEmpty();
    }

    @Test
    void when_aValueIsEmpty_then_itIsAValueAndNoTombstone() {
        put("a", 10, "");
        put("", 10, "the lowest key");
        assertThat(engine.get(key("a"), at(10))).isPresent();
        reopen();
        assertThat(engine.newest(key("a")).orElseThrow().tombstone()).isFalse();
        assertThat(seen("", 10)).isEqualTo("the lowest key");
    }

    @Test
    void when_somethingWasWrittenInAWindow_then_aRefreshSeesItTombstonesIncluded() {
        put("b", 10, "x");
        delete("b", 20);
        put("d", 30, "x");
        // after is exclusive, upTo inclusive: a transaction does not conflict with what it read
        assertThat(engine.changed(key("b"), at(9), at(10))).isTrue();
        assertThat(engine.changed(key("b"), at(10), at(19))).isFalse();
        assertThat(engine.changed(key("b"), at(10), at(20))).isTrue();
        assertThat(engine.changed(key("b"), at(20), at(99))).isFalse();
        assertThat(engine.changed(key("c"), at(0), at(99))).isFalse();
        assertThat(engine.firstChanged(span("a", "z"), at(0), at(99))).contains(key("b"));
        assertThat(engine.firstChanged(span("a", "z"), at(20), at(99))).contains(key("d"));
        assertThat(engine.firstChanged(span("a", "d"), at(20), at(99))).isEmpty();
        assertThat(engine.firstChanged(span("a", "z"), at(20), at(29))).isEmpty();
    }

    private void fiveRows() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            put(name, 10, name + "1");
        }
        put("b", 20, "b2");
        delete("c", 20);
    }

    @Test
    void when_aSpanIsScanned_then_rowsComeInOrderWithoutTombstones() {
        fiveRows();
        assertThat(rows(engine.scan(span("a", "e"), at(20), ScanLimits.NONE)))
                .containsExactly("a=a1", "b=b2", "d=d1");
        assertThat(rows(engine.scanReverse(span("a", "e"), at(20), ScanLimits.NONE)))
                .containsExactly("d=d1", "b=b2", "a=a1");
        assertThat(rows(engine.scan(span("b", "d"), at(15), ScanLimits.NONE)))
                .containsExactly("b=b1", "c=c1");
        assertThat(rows(engine.scan(span("a", "z"), at(9), ScanLimits.NONE))).isEmpty();
    }

    @Test
    void when_aRowLimitStopsAScan_then_theRestCanBeScannedLater() {
        fiveRows();
        ScanResult first = engine.scan(span("a", "z"), at(20), ScanLimits.rows(2));
        assertThat(rows(first)).containsExactly("a=a1", "b=b2");
        assertThat(first.remaining()).contains(span("d", "z"));
        ScanResult second = engine.scan(first.remaining().get(), at(20), ScanLimits.rows(2));
        assertThat(rows(second)).containsExactly("d=d1", "e=e1");
        // the limit was reached exactly at the last row: nothing remains
        assertThat(second.remaining()).isEmpty();
    }

    @Test
    void when_aLimitStopsAReverseScan_then_theRestIsBelow() {
        fiveRows();
        ScanResult first = engine.scanReverse(span("a", "z"), at(20), ScanLimits.rows(1));
        assertThat(rows(first)).containsExactly("e=e1");
        ScanResult rest =
                engine.scanReverse(first.remaining().orElseThrow(), at(20), ScanLimits.NONE);
        assertThat(rows(rest)).containsExactly("d=d1", "b=b2", "a=a1");
    }

    @Test
    void when_aByteLimitIsSmallerThanOneRow_then_oneRowComesAllTheSame() {
        fiveRows();
        ScanResult one = engine.scan(span("a", "z"), at(20), new ScanLimits(Long.MAX_VALUE, 1));
        assertThat(rows(one)).containsExactly("a=a1");
        assertThat(one.bytes()).isEqualTo(3);
        ScanResult two = engine.scan(span("a", "z"), at(20), new ScanLimits(Long.MAX_VALUE, 6));
        assertThat(rows(two)).containsExactly("a=a1", "b=b2");
    }

    @Test
    void when_theSameBatchIsAppliedAgain_then_nothingChanges() {
        WriteBatch batch = WriteBatch.builder()
                .put(key("a"), at(10), bytes("x"))
                .delete(key("b"), at(10))
                .putLocal(key("applied"), bytes("7"))
                .build();
        engine.apply(batch);
        long checksum = engine.checksum(ALL);
        long used = engine.usedBytes();
        engine.apply(batch);
        assertThat(engine.checksum(ALL)).isEqualTo(checksum);
        assertThat(engine.usedBytes()).isEqualTo(used);
    }

    @Test
    void when_aVersionWouldBeRewritten_then_itIsABugAndNothingOfTheBatchStays() {
        put("a", 10, "x");
        WriteBatch bad = WriteBatch.builder()
                .put(key("b"), at(10), bytes("new"))
                .put(key("a"), at(10), bytes("y"))
                .build();
        assertThatThrownBy(() -> engine.apply(bad)).hasMessageContaining("overwritten");
        assertThat(allVersions()).containsExactly("a@10.0=x");
    }

    @Test
    void when_oneBatchPutsAVersionTwice_then_theLaterPutCounts() {
        engine.apply(WriteBatch.builder()
                .put(key("a"), at(10), bytes("first"))
                .delete(key("a"), at(10))
                .put(key("a"), at(10), bytes("last"))
                .build());
        assertThat(allVersions()).containsExactly("a@10.0=last");
        reopen();
        assertThat(allVersions()).containsExactly("a@10.0=last");
    }

    @Test
    void when_versionsAreRemoved_then_onlyTheyGo() {
        put("a", 10, "x");
        put("a", 20, "y");
        put("b", 10, "z");
        engine.apply(WriteBatch.builder()
                .remove(key("a"), at(20))
                .remove(key("a"), at(15))
                .remove(key("b"), at(10))
                .remove(key("c"), at(10))
                .build());
        assertThat(allVersions()).containsExactly("a@10.0=x");
        assertThat(engine.newest(key("b"))).isEmpty();
    }

    @Test
    void when_garbageIsCollected_then_readersAtOrAboveTheThresholdSeeNoDifference() {
        put("a", 10, "a10");
        put("a", 20, "a20");
        put("a", 30, "a30");
        put("b", 10, "b10");
        delete("b", 20);
        delete("c", 30);
        put("d", 10, "d10");
        engine.apply(WriteBatch.builder().collectGarbage(span("a", "d"), at(25)).build());
        assertThat(allVersions())
                .containsExactly("a@30.0=a30", "a@20.0=a20", "c@30.0 gone", "d@10.0=d10");
        engine.apply(WriteBatch.builder().collectGarbage(span("a", "d"), at(30)).build());
        assertThat(allVersions()).containsExactly("a@30.0=a30", "d@10.0=d10");
    }

    @Test
    void when_aSpanIsCleared_then_nothingInItIsLeft() {
        fiveRows();
        engine.apply(WriteBatch.builder().clear(span("b", "d")).build());
        assertThat(allVersions()).containsExactly("a@10.0=a1", "d@10.0=d1", "e@10.0=e1");
    }

    @Test
    void when_localRecordsAreWritten_then_theLastOneCountsAlsoAfterReopening() {
        for (int i = 0; i < 5; i++) {
            engine.apply(WriteBatch.builder()
                    .putLocal(key("applied"), bytes("i" + i))
                    .build());
        }
        engine.apply(WriteBatch.builder()
                .putLocal(key("lease"), bytes("mine"))
                .putLocal(key("gone"), bytes("x"))
                .removeLocal(key("gone"))
                .removeLocal(key("never there"))
                .build());
        reopen();
        assertThat(local("applied")).isEqualTo("i4");
        assertThat(local("gone")).isEqualTo("-");
        assertThat(engine.locals(ALL))
                .extracting(r -> r.key().toString())
                .containsExactly("applied", "lease");
        engine.apply(WriteBatch.builder().putLocal(key("gone"), bytes("back")).build());
        engine.apply(WriteBatch.builder().clearLocals(span("a", "f")).build());
        reopen();
        assertThat(local("gone")).isEqualTo("back");
        assertThat(local("applied")).isEqualTo("-");
    }

    @Test
    void when_aSnapshotIsImportedElsewhere_then_theSpansAreEqualAndOldContentIsGone() {
        fiveRows();
        engine.apply(WriteBatch.builder().putLocal(key("r1"), bytes("one")).build());
        SpanSnapshot snapshot = engine.export(List.of(span("a", "d")), List.of(span("r", "s")));
        // later changes do not show in the snapshot
        put("a", 99, "later");
        Engine other = open(new FakeDisk());
        try {
            other.apply(WriteBatch.builder()
                    .put(key("b"), at(5), bytes("old"))
                    .put(key("x"), at(5), bytes("outside"))
                    .putLocal(key("r2"), bytes("old"))
                    .build());
            other.apply(WriteBatch.builder().importSnapshot(snapshot).build());
            engine.apply(WriteBatch.builder().remove(key("a"), at(99)).build());
            assertThat(other.checksum(span("a", "d"))).isEqualTo(engine.checksum(span("a", "d")));
            assertThat(other.get(key("x"), at(5))).isPresent();
            assertThat(other.locals(ALL)).hasSize(1);
            assertThat(other.localChecksum(ALL)).isEqualTo(engine.localChecksum(ALL));
            assertThat(snapshot.bytes()).isEqualTo(other.usedBytes() - 1 - 12 - 7);
        } finally {
            other.close();
        }
    }

    @Test
    void when_contentDiffersInAnyPart_then_theChecksumDiffers() {
        put("a", 10, "x");
        long base = engine.checksum(ALL);
        engine.apply(WriteBatch.builder().remove(key("a"), at(10)).build());
        List<Version> variants = List.of(
                Version.of(key("b"), at(10), bytes("x")),
                Version.of(key("a"), at(11), bytes("x")),
                Version.of(key("a"), new Timestamp(10, 1), bytes("x")),
                Version.of(key("a"), at(10), bytes("y")),
                Version.of(key("a"), at(10), bytes("")),
                Version.tombstone(key("a"), at(10)));
        List<Long> sums = new ArrayList<>(List.of(base));
        for (Version v : variants) {
            engine.apply(WriteBatch.builder().add(new WriteOperation.Put(v)).build());
            sums.add(engine.checksum(ALL));
            engine.apply(WriteBatch.builder().remove(v.key(), v.at()).build());
        }
        assertThat(sums).doesNotHaveDuplicates();
        put("a", 10, "x");
        assertThat(engine.checksum(ALL)).isEqualTo(base);
    }

    @Test
    void when_aSpanIsCounted_then_liveAndTotalAreApart() {
        fiveRows();
        assertThat(engine.statistics(span("a", "z"), at(20)))
                .isEqualTo(new SpanStatistics(5, 4, 7, 4 * 3, 6 * 15 + 13));
        assertThat(engine.statistics(span("a", "z"), at(10)).liveKeys()).isEqualTo(5);
        assertThat(engine.usedBytes()).isEqualTo(6 * 15 + 13);
    }

    @Test
    void when_aSpanIsToBeCut_then_theMiddleHalvesItsBytes() {
        assertThat(engine.middleKey(ALL)).isEmpty();
        put("a", 10, "x".repeat(1000));
        assertThat(engine.middleKey(ALL)).isEmpty();
        put("b", 10, "small");
        assertThat(engine.middleKey(ALL)).contains(key("b"));
        put("c", 10, "y".repeat(2000));
        assertThat(engine.middleKey(ALL)).contains(key("c"));
        assertThat(engine.middleKey(span("b", "z"))).contains(key("c"));
    }

    @Test
    void when_theProcessIsKilled_then_whatWasAppliedStays() {
        put("a", 10, "unsynced");
        disk.kill();
        reopen();
        assertThat(seen("a", 10)).isEqualTo("unsynced");
    }

    @Test
    void when_powerIsLost_then_onlyWhatASyncCoveredStays() {
        put("a", 10, "synced");
        engine.apply(WriteBatch.builder().putLocal(key("applied"), bytes("1")).build());
        sync();
        String checksum = allVersions() + local("applied") + engine.usedBytes();
        put("a", 20, "lost");
        engine.apply(WriteBatch.builder()
                .putLocal(key("applied"), bytes("2"))
                .putLocal(key("other"), bytes("x"))
                .clear(span("a", "b"))
                .put(key("a"), at(30), bytes("lost too"))
                .collectGarbage(ALL, at(40))
                .build());
        engine.sync(outcome -> {
            throw new AssertionError("told of a sync that power loss cut off");
        });
        disk.powerOff();
        reopen();
        assertThat(allVersions() + local("applied") + engine.usedBytes()).isEqualTo(checksum);
        assertThat(local("other")).isEqualTo("-");
    }

    @Test
    void when_powerIsLostAndTheOldestWritesGotThrough_then_whatStaysIsAPrefix() {
        put("a", 10, "x");
        put("a", 20, "y");
        put("a", 30, "z");
        disk.powerOffSparing(2);
        reopen();
        assertThat(allVersions()).containsExactly("a@20.0=y", "a@10.0=x");
    }

    @Test
    void when_theDiskHasNoRoom_then_theBatchIsRefusedWholeAndRemovingStillWorks() {
        put("a", 10, "x");
        disk.setRoom(5);
        WriteBatch large = WriteBatch.builder()
                .put(key("b"), at(10), bytes("long enough"))
                .putLocal(key("applied"), bytes("1"))
                .build();
        assertThatThrownBy(() -> engine.apply(large)).isInstanceOf(StoreFullException.class);
        assertThat(allVersions()).containsExactly("a@10.0=x");
        assertThat(engine.local(key("applied"))).isEmpty();
        engine.apply(WriteBatch.builder().clear(ALL).build());
        assertThat(allVersions()).isEmpty();
    }

    @Test
    void when_aValueIsLarge_then_itComesBackWhole() {
        byte[] large = new byte[3_000_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31 + (i >>> 9));
        }
        engine.apply(WriteBatch.builder()
                .put(key("large"), at(10), large)
                .put(key("large"), at(20), bytes("small"))
                .putLocal(key("large"), large)
                .build());
        reopen();
        assertThat(engine.get(key("large"), at(10)).orElseThrow().value()).isEqualTo(large);
        assertThat(engine.local(key("large")))
                .hasValueSatisfying(value -> assertThat(value).isEqualTo(large));
        engine.apply(WriteBatch.builder().clear(ALL).clearLocals(ALL).build());
        reopen();
        assertThat(engine.usedBytes()).isZero();
        assertThat(engine.get(key("large"), at(30))).isEqualTo(Optional.empty());
    }

    @Test
    void when_aVisitorHasEnough_then_itSeesNoMore() {
        fiveRows();
        List<Key> visited = new ArrayList<>();
        engine.forEachVersion(ALL, v -> {
            visited.add(v.key());
            return visited.size() < 3;
        });
        assertThat(visited).containsExactly(key("a"), key("b"), key("b"));
    }

    @Test
    void when_aBitRots_then_onlyValueAndChecksumTell() {
        put("a", 10, "sound");
        put("a", 20, "sound");
        long checksum = engine.checksum(ALL);
        SpanStatistics before = engine.statistics(ALL, at(20));
        // What was read before must not hide what rots.
        assertThat(List.of(seen("a", 10), seen("a", 20))).containsOnly("sound");
        // the volume is reached as the simulated disk reaches it, not through the engine
        assertThat(volume().corrupt(new SimRandom(1, "rot"))).startsWith("bit ");
        assertThat(engine.checksum(ALL)).isNotEqualTo(checksum);
        assertThat(engine.statistics(ALL, at(20))).isEqualTo(before);
        assertThat(List.of(seen("a", 10), seen("a", 20))).containsOnlyOnce("sound");
    }

    private MvccVolume volume() {
        return ((MvccEngine) engine).volume();
    }
}
