package dev.souk.product.web;

import dev.souk.common.web.conditions.IfMatch;
import dev.souk.common.web.security.Caller;
import dev.souk.product.catalogue.StaleVersion;
import dev.souk.product.search.SynonymService;
import dev.souk.product.search.Synonyms;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The synonyms of search, for operators. */
@RestController
@RequestMapping("/api/v1/search/synonyms")
@PreAuthorize("hasRole('OPERATOR')")
class SynonymController {

    private final SynonymService synonyms;

    SynonymController(SynonymService synonyms) {
        this.synonyms = synonyms;
    }

    @GetMapping
    @Operation(summary = "All synonyms", description = "Its ETag is what an edit sends as If-Match.")
    ResponseEntity<SynonymsBody> synonyms() {
        return answer(synonyms.current());
    }

    @PutMapping
    @Operation(summary = "Replace all synonyms", description = "Searches see them within some seconds, on every instance. What is found by a synonym ranks below what has the shopper's own word.")
    ResponseEntity<SynonymsBody> replace(@Valid @RequestBody SynonymsBody body, Caller caller,
            @Nullable IfMatch ifMatch) {
        long version = synonyms.current().version();
        if (!Revision.seenBy(ifMatch).test(version)) {
            throw new StaleVersion("the synonyms are at version " + version + "; read them again");
        }
        return answer(synonyms.replace(new Synonyms(version, body.groups()), caller.userId()));
    }

    private static ResponseEntity<SynonymsBody> answer(Synonyms synonyms) {
        return ResponseEntity.ok().eTag("\"" + synonyms.version() + "\"").cacheControl(CacheControl.noStore())
                .body(new SynonymsBody(synonyms.groups()));
    }

    /** @param groups each of 2 to 20 terms of one to five words that mean the same */
    record SynonymsBody(
            @Schema(example = "[[\"laptop\", \"notebook\"], [\"tv\", \"television\"]]", description = "At most 1,000 groups of 2 to 20 terms, each of one to five words") @NotNull List<@NotNull List<@NotNull String>> groups) {}
}
