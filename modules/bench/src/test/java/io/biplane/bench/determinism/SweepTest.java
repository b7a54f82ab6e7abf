package io.biplane.bench.determinism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.biplane.testbed.fingerprint.RunFingerprint.Ending;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A sweep takes over what is done, finds what differs, and tells what did not pass. */
final class SweepTest {
    private static final String HOLDS = "kv.errors: 0";
    private static final String BROKEN = "kv.errors: at least 1000";

    @TempDir
    private Path folder;

    @Test
    void runs_in_opposite_orders_are_equal_and_what_does_not_hold_is_told() throws Exception {
        List<Job> jobs = List.of(
                Job.of(scenario("good.yaml", HOLDS), 1),
                Job.of(scenario("bad.yaml", BROKEN), 1),
                Job.of(scenario("good.yaml", HOLDS), 2));
        SweepLog rising = log("rising");
        SweepLog falling = log("falling");
        SweepChild.run(jobs, rising, folder.resolve("runs"));
        SweepChild.run(
                List.of(jobs.get(2), jobs.get(1), jobs.get(0)), falling, folder.resolve("runs"));

        Findings findings = new Findings(jobs, List.of(rising.read(), falling.read()));

        assertThat(findings.compared()).isEqualTo(3);
        assertThat(findings.differences()).isEmpty();
        assertThat(findings.complaints()).hasSize(1);
        assertThat(findings.complaints().get(0).text())
                .startsWith("bad.yaml seed 1 BROKEN")
                .contains("kv.errors >= 1000");
        assertThat(rows(findings).get(3)).matches("all +3 +3 +3 +2 +1 +0 +0");
        assertThat(digest(rising, jobs.get(0))).isNotEqualTo(digest(rising, jobs.get(2)));
    }

    @Test
    void a_line_that_differs_is_shown_from_both_sides() throws IOException {
        Job job = Job.of(scenario("good.yaml", HOLDS), 1);
        SweepLog one = written("one", job, "variant only PASSED digest 1", "file a 2");
        SweepLog other = written("other", job, "variant only PASSED digest 3", "file a 4");

        Findings findings = new Findings(List.of(job), List.of(one.read(), other.read()));

        assertThat(findings.differences()).hasSize(1);
        assertThat(findings.differences().get(0).text())
                .contains("digest 1", "digest 3")
                .doesNotContain("file a");
        assertThat(rows(findings).get(2)).matches("all +1 +1 +0 +1 +0 +0 +0");
    }

    @Test
    void a_line_too_few_is_a_difference() throws IOException {
        Job job = Job.of(scenario("good.yaml", HOLDS), 1);
        SweepLog one = written("one", job, "variant only PASSED digest 1", "file a 2");
        SweepLog other = written("other", job, "variant only PASSED digest 1");

        assertThat(new Findings(List.of(job), List.of(one.read(), other.read())).differences())
                .hasSize(1);
    }

    @Test
    void a_job_cut_short_with_its_process_is_made_again() throws Exception {
        Job first = Job.of(scenario("good.yaml", HOLDS), 1);
        Job second = Job.of(scenario("good.yaml", HOLDS), 2);
        SweepLog log = written("log", first, "variant only PASSED digest 1");
        String whole = Files.readString(log.path());
        // The process ended in the middle of a line of the second job.
        Files.writeString(log.path(), whole + "begin " + second.line() + "\n  variant only PAS");

        assertThat(log.read()).containsOnlyKeys(first.line());

        SweepChild.run(List.of(second), log, folder.resolve("runs"));

        assertThat(log.read()).containsOnlyKeys(first.line(), second.line());
        assertThat(log.read().get(second.line()).ending()).isEqualTo(Ending.PASSED);
    }

    @Test
    void what_was_found_with_another_text_of_the_file_is_not_taken_over() throws IOException {
        Job before = Job.of(scenario("good.yaml", HOLDS), 1);
        SweepLog log = written("log", before, "variant only PASSED digest 1");
        Job after = Job.of(scenario("good.yaml", HOLDS + " "), 1);

        assertThat(new Findings(List.of(after), List.of(log.read())).doneBy(0)).isZero();
    }

    @Test
    void globs_match_the_path_from_either_folder_or_the_name() throws IOException {
        Path operations = Files.createDirectories(folder.resolve("scenarios/operations"));
        Path faults = Files.createDirectories(folder.resolve("scenarios/faults"));
        Path drain = Files.createFile(operations.resolve("drain.yaml"));
        Path kill = Files.createFile(faults.resolve("kill.yaml"));
        Files.createFile(faults.resolve("notes.txt"));
        Path root = folder.resolve("scenarios");

        assertThat(ScenarioFiles.below(root, List.of())).containsExactly(kill, drain);
        assertThat(ScenarioFiles.below(root, List.of("faults/*"))).containsExactly(kill);
        assertThat(ScenarioFiles.below(root, List.of("drain.yaml"))).containsExactly(drain);
        assertThat(ScenarioFiles.below(root, List.of(drain.toString()))).containsExactly(drain);
        assertThat(ScenarioFiles.below(root, List.of("drain"))).isEmpty();
    }

    @Test
    void seeds_are_one_or_a_range() {
        assertThat(SeedRange.parse("7").seeds()).containsExactly(7L);
        assertThat(SeedRange.parse("2..4").seeds()).containsExactly(2L, 3L, 4L);
        assertThatThrownBy(() -> SeedRange.parse("4..2")).hasMessageContaining("wrong order");
        assertThatThrownBy(() -> SeedRange.parse("1-4")).hasMessageContaining("1..200");
    }

    private SweepLog log(String name) {
        return new SweepLog(folder.resolve(name + ".log"));
    }

    private SweepLog written(String name, Job job, String... lines) throws IOException {
        SweepLog log = log(name);
        Files.writeString(
                log.path(),
                "begin " + job.line() + "\n  " + String.join("\n  ", lines) + "\nend PASSED\n");
        return log;
    }

    private static List<String> rows(Findings findings) {
        List<String> rows = new ArrayList<>();
        findings.print(rows::add);
        return rows;
    }

    private static String digest(SweepLog log, Job job) throws IOException {
        return log.read().get(job.line()).lines().get(0);
    }

    private Path scenario(String name, String threshold) throws IOException {
        return Files.writeString(folder.resolve(name), """
                scenario: a short quiet time
                clusters:
                  one:
                    nodes: 1
                    storage: heap
                    virtual_clusters: { main: { ranges: 1 } }
                load:
                  kv: { workload: kv, clients: 2, rate: 20/s }
                horizon: 2s
                expect:
                  always: [raft_safety]
                  overall: { %s }
                """.formatted(threshold));
    }
}
