//! How a composed deal's days fall on its stages.

use super::{Composer, Plan, Twist};
use crate::journeys::library::JourneyTemplate;
use rand::RngExt;

/// Cuts the deal's days into its stages, uneven as life is. The present stage has had less time than the others, except
/// where something was left to grow old.
pub(super) fn bounds(composer: &mut Composer, plan: &Plan, journey: &JourneyTemplate) -> Vec<u16> {
    let mut weights: Vec<u32> = (0..plan.stage)
        .map(|_| composer.rng.random_range(80..125))
        .collect();
    if let Some(present) = weights.last_mut() {
        *present = match (plan.twist, &plan.ending) {
            (Some(Twist::Lapse), _) => 200,
            (Some(Twist::Ready), _) | (_, Some(_)) => 100,
            _ => 60,
        };
    }
    if let Some(past) = &plan.past {
        let stages = weights.iter_mut().zip(&journey.stages);
        let waited = stages.filter(|(_, stage)| past.course.waits(&stage.verifiers));
        waited.for_each(|(weight, _)| *weight = *weight * 5 / 2);
    }
    let first = plan.opened - 1;
    // The evidence of a deal that ended came some days before its end.
    let last = plan.last + if plan.ending.is_some() { 4 } else { 0 };
    let total: u32 = weights.iter().sum();
    let mut gone = 0;
    let mut bounds = vec![first];
    for weight in weights {
        gone += weight;
        let days = u32::from(first - last) * gone / total;
        bounds.push(first - u16::try_from(days).unwrap_or(first));
    }
    bounds
}
