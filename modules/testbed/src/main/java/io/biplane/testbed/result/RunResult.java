package io.biplane.testbed.result;

import java.util.List;

/**
 * A whole run: all variants of one scenario with one seed.
 *
 * @param variants in the order of {@link RunHeader#scenarios()}; fewer when the run was interrupted
 * @param verdict the worst of the variants', or INTERRUPTED
 */
public record RunResult(RunHeader header, List<VariantResult> variants, Verdict verdict) {
    public RunResult {
        variants = List.copyOf(variants);
    }

    /** Result with the worst verdict of its variants. */
    public static RunResult of(RunHeader header, List<VariantResult> variants) {
        return new RunResult(
                header,
                variants,
                Verdict.worst(variants.stream().map(VariantResult::verdict).toList()));
    }
}
