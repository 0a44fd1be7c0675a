/**
 * Phrases of the lexicon that decide by themselves, in the rules' order of use. Like the lexicon they are
 * general English: what they say holds on any list.
 */
export const markers = {
  /** Asks for nothing but attention. */
  asides: set(`^thoughts|^any thoughts|^make sense`),
  /** A decision where it is all that is said. */
  short: set(
    `^ok|^okay|^fair enough|^done|^fixed|^will do|^applied|^queued|^merged|^nack|^nak|^never mind|^dropped|^removed|^sold`,
  ),
  /** A decision wherever it stands. */
  decisive: set(
    `^fair enough|i accept|i do not object|i will not object|sounds like a plan|i do not mind|no problem with|not have a problem with|you have convinced|then let us|i can agree|i would accept|my bad|an oversight|i missed|fixed in|let us start|happy to go|i concede|i withdraw|withdrawn|retract|take back|you convinced|convinced me|i give up|i can live|we decided|i decided|decided on|decided to|i agreed|we agreed|it was agreed|no objection|no objections|nack|nak|nacked|not ready to ack|i refuse|will not merge|will not take|will not accept|let us go with|fine by me|i am fine with|i am ok with|i am okay with|am okay with|okay with that|ok with that|i can drop|stick with|i can stick|we are not going|i am not going|i will fix|i will change|i will drop|i will remove|i will send|i will update|i will rework|i will do|will change it|^will fix|^will change|^will add|^will drop|^will remove|^will update|^safe to|not insist|putting my foot down|my mistake|i was wrong|jumping to conclusion|will respin|picked up|applied to|so be it|let us do that|happy to drop|stand corrected|point taken|will go with|will rename|will rework|will repost|will resend|i will take|i will apply|i will queue|i will merge|we will drop|we will fix|we will go|settled on|have agreed|has agreed|the conclusion|i have dropped|i have removed|i have changed|changed it to|i have applied|will not apply|will not ack|in the next version|next revision`,
  ),
  /** A question that proposes. */
  pushing: set(
    `how about|why not|why do we not|why do not we|can you not just|could not we|can not we|should not we|what if we`,
  ),
  /** Raises a question without a question mark. */
  asking: set(
    `open question|question is|i wonder|wonder|to ponder|like to understand|more thought and discussion|there is also the question|problem though|unclear|curious|not clear`,
  ),
  /** Proposes or prefers. */
  proposing: set(
    `better approach|better solution|a better way|way forward|could not we|can not we|should not we|why not just|what if we|might as well|i am inclined|the plan is|please use|please add|please make|please drop|please move|please split|please do|i recommend|should instead|should also|would be nice|better if|what you want is|we should|i suggest|i propose|i would suggest|i would propose|i would prefer|i would rather|i would like to|i prefer|let us|it would be better|better to|best way|another option|another way|another idea|another possibility|one option|one way|one method|an alternative|my suggestion|my proposal|my preference|the right way|the right answer|the only way|go with|just use|simply use|can just|could just|it makes sense to|makes more sense|make more sense|might want to|may want to|should just|should be|should probably|probably should|i think we should|you should|they should|ought to|maybe add|maybe use|perhaps add|perhaps use|in favour of|in favor of|opt into|time to|rather have|idea is to|the idea is|we could|you could|one could|i would still|prefer to`,
  ),
  /** States what must hold. */
  requiring: set(
    `can only be|may only be|not permitted|is not allowed|are not allowed|requirement is|requirements are|must guarantee|has to guarantee|for this to work|for that to work|hard requirement|is a requirement|have to be|would have to|would need to|we have to|you have to|they have to|any solution|must be|must not|must first|must have|must support|must always|must never|has to be|needs to be|needs to|is required|are required|required to|requires that|we need|it needs|there needs|there must|it must|it has to|and must|then must|we want|want a way|need a way|need to support|need to ensure|needs to handle|has to support|must|mandatory|is needed|are needed|be guaranteed|should be able|only allowed`,
  ),
  /** Offers grounds. */
  grounds: set(
    `for example|for instance|i have run|i ran|i tested|i tried|i measured|we measured|we found|i found|commit|as of|according to|order of magnitude|NUM %|let us say|say we|suppose|imagine|years ago|in my experience|my experience|used to|e.g|in fact`,
  ),
  /** Takes the side of the words answered. */
  yes: set(
    `^agreed|i agree|i fully agree|i completely agree|^yes|^yep|^yup|^exactly|^absolutely|^good point|^fair point|^fair enough|^makes sense|^sounds good|^good idea|^+1|^good catch|^you are right|^that is right|^that is correct|acked|i concur|^precisely|^okay|^ok`,
  ),
  /** Takes the side against them. */
  no: set(
    `^nope|^nack|^nak|nack|nacked|i disagree|strongly disagree|^wrong|^nonsense|not true|is not true|beg to|^no|not agree|i am not convinced|not convinced|makes no sense|not make any sense`,
  ),
  /** Takes a side only where it stands alone (`Yes.`) and does not just answer a question. */
  bare: set(`^yes|^yep|^yup|^exactly|^absolutely|^no|^nope|^wrong|^okay|^ok|^precisely`),
} as const;

function set(phrases: string): ReadonlySet<string> {
  return new Set(phrases.split('|'));
}
